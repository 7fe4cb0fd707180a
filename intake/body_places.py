"""The places of the body that a client can point at, in the order of the list. Codes are stored: they stay."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HEAD, NECK, SHOULDER = "Head and jaw", "Neck", "Shoulder and upper back"
CHEST, ARM, LOW, LEG = "Chest", "Arm and hand", "Low back and hip", "Leg and foot"


class Place(NamedTuple):
    """`one` and `both` are said inside a sentence; `area_region` is the region of the shipped vocabulary."""

    code: str
    name: str | Promise
    one: str | Promise
    both: str | Promise
    area_region: str

    @property
    def sides(self) -> tuple[str, ...]:
        return ("left", "right") if self.both else ("",)


class Group(NamedTuple):
    name: str | Promise
    places: tuple[Place, ...]


GROUPS = (
    Group(
        _("Head and jaw"),
        (
            Place("crown", _("Top of the head"), _("top of the head"), "", HEAD),
            Place("forehead", _("Forehead"), _("forehead"), "", HEAD),
            Place("temple", _("Temple"), _("temple"), _("both temples"), HEAD),
            Place("eyes", _("Around the eyes and nose"), _("around the eyes and nose"), "", HEAD),
            Place("jaw", _("Jaw"), _("jaw"), _("both sides of the jaw"), HEAD),
            Place("head_back", _("Back of the head"), _("back of the head"), "", HEAD),
            Place(
                "skull_base",
                _("Base of the skull"),
                _("base of the skull"),
                _("base of the skull on both sides"),
                HEAD,
            ),
        ),
    ),
    Group(
        _("Neck"),
        (
            Place(
                "neck_front", _("Front of the neck"), _("front of the neck"), _("all of the front of the neck"), NECK
            ),
            Place("neck_back", _("Back of the neck"), _("back of the neck"), _("all of the back of the neck"), NECK),
        ),
    ),
    Group(
        _("Shoulders and upper back"),
        (
            Place(
                "shoulder_top",
                _("Top of the shoulder"),
                _("top of the shoulder"),
                _("top of both shoulders"),
                SHOULDER,
            ),
            Place(
                "shoulder_front",
                _("Front of the shoulder"),
                _("front of the shoulder"),
                _("front of both shoulders"),
                SHOULDER,
            ),
            Place(
                "shoulder_back",
                _("Back of the shoulder"),
                _("back of the shoulder"),
                _("back of both shoulders"),
                SHOULDER,
            ),
            Place("shoulder_blade", _("Shoulder blade"), _("shoulder blade"), _("both shoulder blades"), SHOULDER),
            Place("between_blades", _("Between the shoulder blades"), _("between the shoulder blades"), "", SHOULDER),
            Place(
                "mid_back", _("Middle of the back"), _("middle of the back"), _("all of the middle back"), SHOULDER
            ),
        ),
    ),
    Group(
        _("Chest and belly"),
        (
            Place("chest", _("Chest"), _("chest"), _("both sides of the chest"), CHEST),
            Place("ribs", _("Ribs"), _("ribs"), _("ribs on both sides"), CHEST),
            Place("belly_upper", _("Upper belly"), _("upper belly"), "", LOW),
            Place("belly_lower", _("Lower belly"), _("lower belly"), "", LOW),
        ),
    ),
    Group(
        _("Low back and hips"),
        (
            Place("low_back", _("Low back"), _("low back"), _("low back on both sides"), LOW),
            Place("sacrum", _("Sacrum and tailbone"), _("sacrum and tailbone"), "", LOW),
            Place("buttock", _("Buttock"), _("buttock"), _("both buttocks"), LOW),
            Place("hip_front", _("Front of the hip, groin"), _("front of the hip"), _("front of both hips"), LOW),
        ),
    ),
    Group(
        _("Arms and hands"),
        (
            Place(
                "upper_arm_front",
                _("Upper arm, front"),
                _("front of the upper arm"),
                _("front of both upper arms"),
                ARM,
            ),
            Place(
                "upper_arm_back", _("Upper arm, back"), _("back of the upper arm"), _("back of both upper arms"), ARM
            ),
            Place("elbow", _("Elbow"), _("elbow"), _("both elbows"), ARM),
            Place("forearm_front", _("Forearm, front"), _("front of the forearm"), _("front of both forearms"), ARM),
            Place("forearm_back", _("Forearm, back"), _("back of the forearm"), _("back of both forearms"), ARM),
            Place("wrist", _("Wrist"), _("wrist"), _("both wrists"), ARM),
            Place("hand", _("Hand"), _("hand"), _("both hands"), ARM),
        ),
    ),
    Group(
        _("Legs and feet"),
        (
            Place("thigh_front", _("Thigh, front"), _("front of the thigh"), _("front of both thighs"), LEG),
            Place("thigh_inner", _("Inner thigh"), _("inner thigh"), _("both inner thighs"), LOW),
            Place("thigh_back", _("Thigh, back"), _("back of the thigh"), _("back of both thighs"), LEG),
            Place("knee", _("Knee"), _("knee"), _("both knees"), LEG),
            Place("knee_back", _("Back of the knee"), _("back of the knee"), _("back of both knees"), LEG),
            Place("shin", _("Shin"), _("shin"), _("both shins"), LEG),
            Place("calf", _("Calf"), _("calf"), _("both calves"), LEG),
            Place("ankle", _("Ankle"), _("ankle"), _("both ankles"), LEG),
            Place("heel", _("Heel"), _("heel"), _("both heels"), LEG),
            Place("foot", _("Top of the foot"), _("top of the foot"), _("top of both feet"), LEG),
            Place("sole", _("Sole of the foot"), _("sole of the foot"), _("soles of both feet"), LEG),
        ),
    ),
)
