"""What else a teacher has at the time of a class, on its page."""

from __future__ import annotations

from tests.telegram.conversation import Conversation
from tests.telegram.test_classes import EDITION, TEACHER, sign_up
from tests.views.samples import event, text


async def test_the_page_of_a_class_tells_what_else_the_teacher_has_at_that_time():
    talk = await Conversation((event("fest", name=text("Fest"), editions=(EDITION,)),)).begin()
    await talk.choose("ru", TEACHER)
    await talk.press("role:teacher", TEACHER)
    await sign_up(talk, 2)
    assert "At the same time" not in (await talk.press("class:1")).text
    await sign_up(talk, 2, "Small")
    for number, other in ((1, "Small"), (2, "Big")):
        page = await talk.press(f"class:{number}")
        assert f"At the same time you have signed up: 9А – «{other} по-русски»" in page.text
    await talk.press("class_cancelled:2")
    assert "At the same time" not in (await talk.press("class:1")).text
