from __future__ import annotations

from bot.services.dialogues import DialogueBuffer
from bot.services.ports.dialogues import Dialogue


def test_a_change_is_seen_at_once_and_kept_only_by_a_commit():
    buffer = DialogueBuffer()
    buffer.change(Dialogue("1:1:0", 1, "asking", {"event": "x"}))
    assert buffer.get("1:1:0", 1).state == "asking"

    buffer.discard(1)
    assert buffer.get("1:1:0", 1) == Dialogue("1:1:0", 1)

    buffer.change(Dialogue("1:1:0", 1, "asking"))
    buffer.commit(1, buffer.changed(1))
    buffer.discard(1)
    assert buffer.get("1:1:0", 1).state == "asking"
    assert buffer.changed(1) == ()


def test_a_change_made_after_the_write_began_is_not_taken_for_written():
    buffer = DialogueBuffer()
    buffer.change(Dialogue("1:1:0", 1, "first"))
    written = buffer.changed(1)
    buffer.change(Dialogue("1:1:0", 1, "second"))
    buffer.commit(1, written)
    assert [d.state for d in buffer.changed(1)] == ["second"]
    assert buffer.get("1:1:0", 1).state == "second"


def test_an_ended_conversation_leaves_nothing_behind():
    buffer = DialogueBuffer()
    buffer.restore([Dialogue("1:1:0", 1, "asking")])
    buffer.change(Dialogue("1:1:0", 1))
    buffer.commit(1, buffer.changed(1))
    assert buffer.get("1:1:0", 1).state is None
