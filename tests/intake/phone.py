"""A client's phone without JavaScript: pages are opened and sent as the browser would."""

from html.parser import HTMLParser

from django.test import Client as Browser
from django.urls import reverse


class Fields(HTMLParser):
    """What the form of a page would send if nothing were touched, and the names of all its fields and buttons."""

    def __init__(self, page: str):
        super().__init__()
        self.sent, self.last, self.names = {}, None, set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        of = dict(attrs)
        name = of.get("name")
        self.names |= {name} - {None, "csrfmiddlewaretoken"}
        if tag == "input" and name and (of.get("type") not in ("radio", "checkbox") or "checked" in of):
            value = of.get("value", "on" if of.get("type") == "checkbox" else "")
            self.sent.setdefault(name, []).append(value)
        elif tag == "textarea":
            self.last = name
            self.sent[name] = [""]
        elif tag == "select":
            self.last = name
        elif tag == "option" and "selected" in of:
            self.sent[self.last] = [of.get("value") or ""]

    def handle_endtag(self, tag):
        self.last = None if tag == "textarea" else self.last

    def handle_data(self, data):
        if self.last and self.lasttag == "textarea":
            self.sent[self.last] = [data.removeprefix("\n")]


class Phone:
    def __init__(self, token: str, **cookies: str):
        self.token, self.browser = token, Browser()
        for name, value in cookies.items():
            self.browser.cookies[name] = value

    def at(self, step: str) -> str:
        names = {"": "open", "birth_date": "birth_date", "review": "review"}
        if step in names:
            return reverse(f"intake:{names[step]}", args=[self.token])
        return reverse("intake:step", args=[self.token, step])

    def opens(self, step: str = "", query: str = ""):
        """The page, after whatever redirects."""
        return self.browser.get(self.at(step) + query, follow=True)

    def page(self, step: str = "", query: str = "") -> str:
        return self.opens(step, query).content.decode()

    def shows(self, step: str) -> dict[str, list[str]]:
        return Fields(self.page(step)).sent

    def says(self, step: str, shown: dict | None = None, **typed):
        """The page is opened (or was, as `shown`), filled in and sent."""
        return self.browser.post(self.at(step), (shown or self.shows(step)) | typed)

    def goes_on(self, step: str, **typed) -> str:
        """The step that follows."""
        answer = self.says(step, **typed)
        assert answer.status_code == 302, answer.content.decode()
        return answer.url.removeprefix(f"/for-you/{self.token}/")
