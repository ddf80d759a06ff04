from __future__ import annotations

import json
import re
from importlib import resources
from math import sqrt

import pytest

from bot.domain.facts import ASPECTS
from bot.search import training
from bot.search.features import BUCKETS, MASK, of_words
from bot.search.linear import FILE, Learned, Linear, pack, shipped, softmax, unpack
from bot.search.reading import EVENT, FUNCTIONS, OFFTOPIC

MATERIAL = training.read()
SHIPPED = unpack(resources.files("bot.search").joinpath(FILE).read_bytes())


def test_the_shipped_models_are_made_of_the_data_and_the_code_that_stand_here():
    models = SHIPPED.weights
    assert SHIPPED.fingerprint == MATERIAL.fingerprint, "run make model"
    assert SHIPPED.speech == training.speech(MATERIAL)
    assert set(models["intents"].labels) == {*FUNCTIONS, EVENT, OFFTOPIC}
    assert set(models["aspects"].labels) == set(ASPECTS)


@pytest.mark.long
@pytest.mark.timeout(900)  # minutes of arithmetic, and the machine may be busy
def test_the_data_give_the_shipped_models():
    made = training.make(MATERIAL)
    for name, model in SHIPPED.weights.items():
        again = made.weights[name]
        assert again.labels == model.labels
        differing = sum(abs(a - b) > 1 for a, b in zip(again.table, model.table, strict=True))
        assert differing == 0, "more than the rounding of one machine"


def test_the_same_texts_give_the_same_model():
    few = training.aspects(MATERIAL)[::50]
    assert training.train(few) == training.train(few)


def test_a_model_survives_its_file():
    weights = training.train(training.aspects(MATERIAL)[::50])
    learned = Learned("print", frozenset({"бул"}), {"some": weights})
    assert unpack(pack(learned)) == learned
    assert len(weights.table) == BUCKETS * len(weights.labels)


def test_likelihoods_add_up():
    for model in shipped().models.values():
        assert sum(model.likelihoods(("кашан", MASK)).values()) == pytest.approx(1)
        assert sum(model.likelihoods(()).values()) == pytest.approx(1)


def test_rows_added_as_numbers_are_rows_added_plainly():
    words = ("кашан", MASK, *("болади" for _ in range(80)))
    pieces = list(of_words(words))
    for name, weights in SHIPPED.weights.items():
        width = len(weights.labels)
        plain = [sum(weights.table[bucket * width + at] for bucket in pieces) for at in range(width)]
        scale = weights.worth / sqrt(len(pieces))
        likely = softmax([value * scale for value in plain])
        assert list(shipped().models[name].likelihoods(words).values()) == pytest.approx(likely)


def test_a_small_model_tells_what_it_learned():
    examples = [training.Example((word, "болади"), word) for word in ("кашан", "кайда") for _ in range(20)]
    model = Linear(training.train(examples))
    assert model.likelihoods(("кашан",))["кашан"] > 0.9
    assert model.likelihoods(("кайдан",))["кайда"] > 0.6


def test_no_text_is_both_learned_and_asked_of_what_was_learned():
    parts = (MATERIAL.functions, MATERIAL.aspects, MATERIAL.offtopic)
    learned = re.compile("|".join({_told_by(text) for part in parts for texts in part.values() for text in texts}))
    for file in (training.DATA / "validation").glob("*.jsonl"):
        rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
        asked = [" ".join(re.findall(r"\w+", row["text"].casefold())) for row in rows if "previous" not in row]
        assert [text for text in asked if text.count(" ") and learned.fullmatch(text)] == [], file.name


def _told_by(text: str) -> str:
    """A pattern of everything that a line of training tells: its alternatives, without its event."""
    pieces = re.findall(r"\([^()]*\)|\w+", text.casefold().replace("@", " "))
    return " ?".join(f"(?:{piece[1:-1]})" if piece.startswith("(") else piece for piece in pieces)


def test_masks_stand_for_events_only():
    words = {word for example in training.intents(MATERIAL) for word in example.words if example.label == OFFTOPIC}
    assert MASK not in words
    assert MATERIAL.aspects.keys() == ASPECTS.keys()
