"""The drawing of the body: its lines, and which of them run around each place.

Only the half at the right of the picture is written down; the other is its mirror image, and x is 0 in the middle.
A line is a row of points that a smooth curve runs through, "x,y", some of them named: "name@x,y" the first time,
"name" where another line meets it. A place is the ring of named points around it, so that neighbours share their
border exactly. A ring that begins with "|" is open: it starts and ends in the middle, and its mirror image closes it.
"""

WIDTH, HEIGHT = 224, 504

# The outline, and what both views divide in the same way.
BOTH = """
top@0,4 11,5.4 20.5,10.8 hair@26.5,21 28.8,33 ear@28.8,44 lobe@27,56 23,67 nape@18.5,74
nape 17.8,84 root@21,95 slope@32,101.5 tip@48,107 57,112 63.2,121 66,135 cap@68.5,155 74.5,178 elbow1@78.9,192 \
elbow2@85.3,215 88.8,227 92,244 wrist1@93.6,255 wrist2@98.2,275 103.3,284.5 106.5,297 107,311 104.5,322 \
finger@99.3,326.5 94.3,323 91.3,314 88,302 84.3,309 80,312.5 76.8,309 76.3,299 78.3,288 wrist3@80.8,278 \
wrist4@78.7,259 73.5,242 67.5,226 elbow3@64.6,216.5 elbow4@59.7,195 54,176 armpit@46.5,151
armpit side@44,166 41,184 waist1@39,197 waist2@39,208 42,226 hip1@45.5,240 hip2@49,262 hip3@50,280 48.8,312 \
knee1@42.8,350 41.3,364 knee2@41.8,378 44,396 42,418 ankle1@34.5,442 ankle2@32.8,462 heel1@35.8,472 41,482 43.5,490 \
39,497 toes@30,498.5 20.5,497.5 15.5,491 15,481 heel2@16.2,472 ankle3@17,462
fork@0,270 seat@3.6,276 6,288 9.5,318 thigh@12.5,338 knee4@14,351 14.8,364 knee3@14,378 11.5,397 13,420 \
ankle4@17,442 ankle3
armpit 58,156.5 cap
elbow1 69.5,195.5 elbow4
elbow2 75.5,218 elbow3
wrist1 86.3,259 wrist4
wrist2 89.5,279 wrist3
knee1 28,346 knee4
knee2 28,383 knee3
ankle1 25.5,445 ankle4
"""

FRONT = """
parting@0,18 8,18 temple1@16,19.3 hair
temple1 17.4,30 temple2@18.5,42
temple2 ear
brow@0,40 9,39.5 temple2
temple2 18.6,50 cheek@16,57
nose@0,60 8,59.5 cheek
nape 11.5,81.5 chin@0,85
nose chin
chin notch@0,108
notch 10,103 root
slope 37.5,118 40.5,136 armpit
notch breastbone@0,161
breastbone 12,166.5 breast@26,166 38,161 armpit
breast 26.5,185 rib@25,207
navel@0,210 12,209.5 rib
rib 33,206.5 waist2
hip1 32,246 15,253 belly@0,255
belly fork
hip2 35,266 groin@21,270.5
groin 10,271.5 fork
groin 20.5,300 thigh
ankle2 25,466 ankle3
"""

BACK = """
crown@0,25 13,24.5 hair
skull1@0,56 14,55 lobe
skull1 skull2@0,80
skull2 9,79 nape
skull2 spine1@0,103
spine1 10,101 root
spine1 spine2@0,121
spine2 blade1@14,121.5 32,119 tip
tip 43.5,127 armpit
blade1 15.5,142 blade2@20,164
blade2 33,168.5 side
spine3@0,166 10,165 blade2
spine3 spine4@0,201
spine4 20,200 waist1
spine4 spine5@0,233
spine5 sacrum@18,234 32,235.5 hip1
sacrum 12.5,251 tailbone@0,264
tailbone fork
seat 12,283.5 28,287 hip3
heel1 26,477 heel2
"""

# Arms and legs divide alike in front and behind.
ARM = {
    "elbow": "elbow1 elbow2 elbow3 elbow4",
    "wrist": "wrist1 wrist2 wrist3 wrist4",
    "hand": "wrist2 finger wrist3",
}
FRONT_PLACES = {
    "crown": "| top hair temple1 parting",
    "forehead": "| parting temple1 temple2 brow",
    "temple": "hair ear temple2 temple1",
    "eyes": "| brow temple2 cheek nose",
    "jaw": "ear lobe nape chin nose cheek temple2",
    "neck_front": "chin nape root notch",
    "shoulder_front": "slope tip cap armpit",
    "chest": "notch root slope armpit breast breastbone",
    "ribs": "armpit side waist2 rib breast",
    "belly_upper": "| breastbone breast rib navel",
    "belly_lower": "| navel rib waist2 hip1 belly",
    "hip_front": "hip1 hip2 groin fork belly",
    "upper_arm_front": "cap elbow1 elbow4 armpit",
    "forearm_front": "elbow2 wrist1 wrist4 elbow3",
    "thigh_front": "hip2 hip3 knee1 knee4 thigh groin",
    "thigh_inner": "groin thigh fork",
    "knee": "knee1 knee2 knee3 knee4",
    "shin": "knee2 ankle1 ankle4 knee3",
    "ankle": "ankle1 ankle2 ankle3 ankle4",
    "foot": "ankle2 toes ankle3",
    **ARM,
}
BACK_PLACES = {
    "crown": "| top hair crown",
    "head_back": "| crown hair ear lobe skull1",
    "skull_base": "skull1 lobe nape skull2",
    "neck_back": "skull2 nape root spine1",
    "shoulder_top": "spine1 root slope tip blade1 spine2",
    "shoulder_back": "tip cap armpit",
    "shoulder_blade": "blade1 tip armpit side blade2",
    "between_blades": "| spine2 blade1 blade2 spine3",
    "mid_back": "spine3 blade2 side waist1 spine4",
    "low_back": "spine4 waist1 waist2 hip1 sacrum spine5",
    "sacrum": "| spine5 sacrum tailbone",
    "buttock": "sacrum hip1 hip2 hip3 seat fork tailbone",
    "upper_arm_back": "cap elbow1 elbow4 armpit",
    "forearm_back": "elbow2 wrist1 wrist4 elbow3",
    "thigh_back": "seat hip3 knee1 knee4",
    "knee_back": "knee1 knee2 knee3 knee4",
    "calf": "knee2 ankle1 ankle4 knee3",
    "heel": "ankle1 heel1 heel2 ankle3 ankle4",
    "sole": "heel1 toes heel2",
    **ARM,
}
OUTLINE = "| top nape armpit toes ankle3 fork"

# For the eye alone. Ears, fingers and toes have their mirror image too; then collarbones and navel.
EAR = "M28.5,37C32,34 34,39 33,46C32,53 29.5,56.5 27,54Z"
FINGERS = "M103,322 102,311M99,325.5 97.8,312M95,322 93.8,312.5"
TOES = "M22.5,497V491.5M27.5,498V492.5M32.5,498V493.5M37.3,497 36.8,493.5"
FRONT_FINE = "M5,109C14,106 24,104 33,107M-5,109C-14,106 -24,104 -33,107M0,228V231"
