"""The diagrams of the site: what each shows, in words. The drawings are in `templates/diagrams/`.

Facts in a drawing and in its words need the same clinical sign-off as the pages it stands on.
"""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from spinecare.core.diagrams import Diagram

WHERE_TUMORS_GROW = Diagram(
    name="where-tumors-grow",
    title=_("Where spinal tumors grow"),
    key=(
        _("Inside the cord"),
        _("Inside the covering, outside the cord"),
        _("Outside the covering, often in bone"),
    ),
    caption=_("One slice through the spine, seen from above. The inner parts are drawn larger than they are."),
    description=_(
        "The front of the body is at the top. A ring of bone surrounds the spinal cord. In the middle is the cord. "
        "Around the cord is its covering, and between the two is fluid. The first tumor is inside the cord. The "
        "second is inside the covering, beside the cord. The third is outside the covering: it grows in the bone "
        "and reaches toward the covering."
    ),
    template="diagrams/where-tumors-grow.svg",
)

DIAGRAMS = (
    WHERE_TUMORS_GROW,
    replace(
        WHERE_TUMORS_GROW,
        name="inside-cord",
        title=_("Where this tumor grows: inside the cord"),
        caption=_(
            "This tumor grows at number 1, inside the cord itself. That is why treatment can help, and can also leave "
            "some people worse."
        ),
        points_out=1,
    ),
    replace(
        WHERE_TUMORS_GROW,
        name="inside-covering",
        title=_("Where this tumor grows: inside the covering"),
        caption=_("This tumor grows at number 2, beside the cord and inside its covering, where it can press on it."),
        points_out=2,
    ),
    replace(
        WHERE_TUMORS_GROW,
        name="outside-covering",
        title=_("Where this tumor grows: outside the covering"),
        caption=_(
            "This tumor grows at number 3, outside the covering and often in bone. From there it can press on the "
            "cord, so the warning signs matter."
        ),
        points_out=3,
    ),
    Diagram(
        name="dose-depth",
        title=_("Where X-rays and protons give their dose"),
        caption=_(
            "Both give dose on the way in. Protons give very little past the tumor and its safety margin "
            "(dashed lines). One beam of each, not to scale."
        ),
        description=_(
            "Two simple charts, one above the other. In each, one beam goes into the body from the left: through the "
            "skin, through healthy tissue, through the tumor, and toward the spinal cord behind it. The height of the "
            "curve is the dose. X-rays: the dose is highest just under the skin. It falls slowly, and it goes on "
            "through the tumor, the cord and the tissue past it. Protons: there is some dose all the way in. It rises "
            "to its full height at the tumor and at a margin around it. Then it drops steeply, and very little is "
            "left. The depth at which it drops is not exact. That is why there is a margin."
        ),
        template="diagrams/dose-depth.svg",
    ),
    Diagram(
        name="decompression-and-stabilization",
        title=_("Making space for the cord, and steadying the spine"),
        key=(
            _("Before: a tumor in the bone presses on the cord."),
            _("Making space (decompression): some bone and some of the tumor are taken out."),
            _("Steadying (stabilization): screws go into the bone beside the cord, and a rod joins them."),
        ),
        caption=_("Three side views of the same piece of spine. Not everyone needs both steps."),
        description=_(
            "Each view shows blocks of bone on the left, the spinal cord in its covering in the middle, and the back "
            "part of the bones on the right. In the first view a tumor fills one block of bone. It bulges out of the "
            "bone and bends the cord. In the second view dashed lines show what was taken out: the back part of one "
            "bone and the part of the tumor next to the cord. Some tumor is left. The cord is straight and has space. "
            "In the third view screws go into the bones above and below, and a rod holds the screws together. The "
            "screws pass beside the cord and not through it."
        ),
        template="diagrams/decompression-and-stabilization.svg",
    ),
    Diagram(
        name="treatment-timeline",
        title=_("A course of radiation, from start to check-ups"),
        caption=_("The order is much the same for most people. How long each part takes differs: ask your team."),
        description=_(
            "A path with five stops. Before: scans show where the tumor is, and you ask your questions. Planning: the "
            "team works out where the beams go. Sessions: you lie still, once or many times. The weeks after: the "
            "tumor may shrink, and side effects may show. Check-ups: your team looks at how you are doing. Call "
            "at any stop if something changes."
        ),
        template="diagrams/treatment-timeline.svg",
    ),
    Diagram(
        name="trial-phases",
        title=_("What the phases of a trial ask"),
        caption=_("Each phase asks its own question. You can leave a trial at any time."),
        description=_(
            "Four rows, one for each phase. Each row has more people in it than the one above. Phase 1, a few people: "
            "is it safe, and how much can people take? Phase 2, more people: does it seem to do something, and which "
            "harms appear? Phase 3, many people: is it better than, or as good as, what is used now? Phase 4, after "
            "it has been approved: what shows over the years? An arrow leads out at the side of every row: people "
            "can leave at any time, and a trial can stop at any phase. Some trials join two phases, or have no phase."
        ),
        template="diagrams/trial-phases.svg",
    ),
    Diagram(
        name="spine-regions",
        title=_("The parts of the spine"),
        caption=_("In letters and scan reports, a letter and a number name one bone, such as T6."),
        description=_(
            "The spine seen from the side, from top to bottom. The neck has 7 bones, C1 to C7. Doctors call it "
            "cervical. The chest part has 12 bones, T1 to T12. Doctors call it thoracic. The low back has 5 bones, L1 "
            "to L5. Doctors call it lumbar. The base of the spine, the sacrum, has 5 bones grown together, S1 to S5. "
            "Below it is the small tailbone."
        ),
        template="diagrams/spine-regions.svg",
    ),
    Diagram(
        name="warning-signs",
        title=_("The emergency signs, shown on the body"),
        key=(
            _("New weakness in a leg or an arm"),
            _("New trouble walking"),
            _("Numbness between your legs, or below a line on your body"),
            _("You cannot pass urine"),
            _("You lose control of your bladder or bowel"),
            _("Severe new pain in your back or neck"),
        ),
        caption=_("One of these signs is enough. Call for help now."),
        description=_(
            "A person seen from the front, with the spine drawn through the body. Number 1 points to an arm and to a "
            "leg: new weakness. Number 2 points to a foot: new trouble walking. Number 3 points between the legs. A "
            "dashed line crosses the body, and all below it is tinted: numbness there. Number 4 points to the "
            "bladder: you cannot pass urine. Number 5 points just below it: you lose control of your bladder or "
            "bowel. Number 6 points to the neck and to the back: severe new pain. One sign is enough."
        ),
        template="diagrams/warning-signs.svg",
    ),
    Diagram(
        name="many-beams",
        title=_("How many thin beams meet in the tumor"),
        caption=_(
            "Each beam gives only a little dose on its way. Where they meet, in the tumor, the dose is high. The cord "
            "lies close by and gets some dose too."
        ),
        description=_(
            "One slice through the body, seen from above, with the front at the top. In the middle is a bone of the "
            "spine with a tumor in it. The spinal cord lies just behind the tumor. Ten thin beams come in from many "
            "sides and meet in the tumor. Each beam gives a little dose to the tissue it passes through, and some of "
            "it goes on past the tumor. Around the tumor is a tinted ring that still gets dose. The ring reaches the "
            "cord. The number of beams and the sizes are not exact."
        ),
        template="diagrams/many-beams.svg",
    ),
    Diagram(
        name="bone-cement",
        title=_("How bone cement steadies a broken bone"),
        key=(
            _("Before: a bone with a tumor in it has broken and sunk at the front."),
            _("During, from above: a needle goes in from the back, beside the cord, and puts cement into the bone."),
            _("After: the cement sets in the bone. The tumor is still there."),
        ),
        caption=_(
            "Cement steadies a painful break. It does not treat the tumor, and it does not take pressure off the cord."
        ),
        description=_(
            "The first and the third drawing are side views of the same piece of spine. Each shows blocks of bone on "
            "the left, the spinal cord in its covering in the middle, and the back part of the bones on the right. In "
            "the first, the middle block has sunk at the front and has a crack. A tumor is in the lower part of that "
            "bone. The second drawing looks at that bone from above. A needle comes from the back and goes into the "
            "bone beside the cord, not through it, and cement flows from its tip. In the third drawing cement fills "
            "much of the broken bone. The bone has not become tall again, and the tumor is as large as before."
        ),
        template="diagrams/bone-cement.svg",
    ),
    Diagram(
        name="swelling",
        title=_("What steroids do: less swelling around the cord"),
        caption=_("Steroids bring down swelling and buy time. They do not cure: the tumor is still there."),
        description=_(
            "Two pictures of the same piece of spine, side by side, cut open from top to bottom. In each, the spinal "
            "cord runs down the middle between two walls of bone, and a tumor lies beside it. Before steroids, a wide "
            "band of swelling surrounds the cord and fills its covering. With steroids, the swelling is smaller and "
            "there is more space around the cord. The tumor has the same size in both pictures. It still needs its "
            "own treatment."
        ),
        template="diagrams/swelling.svg",
    ),
    Diagram(
        name="medicine-in-the-body",
        title=_("Where chemotherapy and targeted drugs go"),
        caption=_(
            "Both go with the blood through the whole body, even if the IV drip is in one arm. A targeted drug aims "
            "at a change in the tumor or in the tissue around it."
        ),
        description=_(
            "Two outlines of a body, side by side. Each has a tumor in the spine. Small dashes stand for the "
            "medicine. On the left, chemotherapy: an IV drip goes into one arm, and the dashes are everywhere, from "
            "head to feet, in healthy parts too. On the right, a targeted drug: the dashes are everywhere as well, so "
            "other parts of the body can feel it too. Around the tumor is a ring with four marks, like the sight of a "
            "camera: the drug aims at a change there. Some targeted drugs are pills, and some go into a vein or under "
            "the skin."
        ),
        template="diagrams/medicine-in-the-body.svg",
    ),
)
