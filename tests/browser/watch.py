"""What must be true of every page: accessible, no wider than the screen, nothing for the browser to complain of."""

from axe_playwright_python.sync_playwright import Axe

AXE = Axe().axe_script
# WCAG 2.2 AA. The size of targets is off in axe unless asked for.
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
# The two ends of what people use; other widths are for eyes.
VIEWS = ((360, "light"), (1440, "dark"))


class Watched:
    """A Playwright page (`.page`) that collects the browser's errors, refused by the security policy or other."""

    def __init__(self, page):
        self.page = page
        self.errors: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.errors.append(f"script: {error}"))

    def _heard(self, message) -> None:
        asked_for_an_icon = message.location.get("url", "").endswith("/favicon.ico")  # of what is no page
        if message.type == "error" and not asked_for_an_icon:
            self.errors.append(message.text)

    def resize(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 740 if width < 500 else 900})

    def goto(self, path: str):
        return self.page.goto(path)

    def axe(self) -> list[str]:
        """What axe finds against WCAG 2.2 AA, one line a rule and place."""
        if not self.page.evaluate("'axe' in window"):  # half a megabyte: once a page is enough
            self.page.evaluate(AXE)
        found = self.page.evaluate("rules => axe.run(rules).then(results => results.violations)", RULES)
        return [f"{v['id']}: {n['target']} {n['html'][:120]}" for v in found for n in v["nodes"]]

    def sideways(self) -> int:
        """By how many pixels the page is wider than the screen."""
        return self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")

    def faults(self) -> list[str]:
        """Everything that is wrong with the page that is open, on a phone in the light and on a desk in the dark."""
        wrong = []
        for width, scheme in VIEWS:
            self.resize(width)
            self.page.emulate_media(color_scheme=scheme)
            at = f"{width} {scheme}"
            wrong += [f"{at}: {text}" for text in self.axe()]
            if (over := self.sideways()) > 0:
                wrong.append(f"{at}: {over} px too wide")
        wrong += self.errors
        self.errors = []
        return wrong
