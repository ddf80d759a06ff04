from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from playwright.async_api import expect

if TYPE_CHECKING:
    from playwright.async_api import Route

    from bot.emulator.server import Emulator
    from tests.browser.chat_page import ChatPage
    from tests.browser.conftest import PageMaker
    from tests.browser.scripted_bot import ScriptedBot

pytestmark = pytest.mark.browser

PUPIL, PARENT, CLASS_CHAT = 1001, 1002, -1_002_009_000_001
HOSTILE = '<img src=x onerror="document.title=`taken`"><script>document.title=`taken`</script>'
ESCAPED = HOSTILE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


async def started(chat: ChatPage, bot: ScriptedBot, person: int = PUPIL) -> None:
    """The person has opened the chat, pressed START and been greeted."""
    await chat.open_as(person)
    await chat.start()
    assert await bot.hear() == "/start"
    await bot.send(person, "Сәлеметсіз бе!")
    await chat.expect_last("Сәлеметсіз бе!")


async def test_a_chat_begins_with_what_the_bot_can_do_and_start(chat: ChatPage, bot: ScriptedBot) -> None:
    await bot.call("setMyDescription", description="Жұмысшы мамандықтар туралы айтамын")
    await chat.open_as(PUPIL)
    await expect(chat.page.locator(".intro")).to_contain_text("Жұмысшы мамандықтар туралы айтамын")
    await expect(chat.page.locator("textarea.input")).to_be_hidden()
    await chat.start()
    assert await bot.hear() == "/start"
    await expect(chat.page.locator(".intro")).to_be_hidden()
    await expect(chat.page.locator("textarea.input")).to_be_visible()


async def test_formatting_is_shown(chat: ChatPage, bot: ScriptedBot) -> None:
    await started(chat, bot)
    await bot.send(
        PUPIL,
        "<b>b</b> <i>i</i> <u>u</u> <s>s</s> <code>c</code> <tg-spoiler>hid</tg-spoiler>"
        '<pre>p</pre><blockquote>q</blockquote><a href="https://example.org/">link</a> /help',
    )
    await chat.expect_last("hid")
    for tag in ("b", "i", "u", "s", "code", "pre", "blockquote", "a[href='https://example.org/']"):
        await expect(chat.last_bubble.locator(f".text {tag}")).to_have_count(1)
    spoiler = chat.last_bubble.locator(".spoiler")
    await spoiler.click()
    await expect(spoiler).to_have_class("spoiler revealed")
    await chat.last_bubble.get_by_role("button", name="/help").click()
    assert await bot.hear() == "/help"


async def test_a_tap_is_answered_by_a_toast_an_alert_and_an_edit(chat: ChatPage, bot: ScriptedBot) -> None:
    await started(chat, bot)
    rows = [[{"text": "Бірінші", "callback_data": "one"}, {"text": "Екінші", "callback_data": "two"}]]
    message = await bot.send(PUPIL, "Таңдаңыз", *rows)
    await expect(chat.button("Екінші")).to_be_visible()
    assert await chat.labels() == ["Бірінші", "Екінші"]

    async def answer(text: str, *, alert: bool) -> str:
        query = await bot.next("callback_query")
        await bot.call("answerCallbackQuery", callback_query_id=query["id"], text=text, show_alert=alert)
        return str(query["data"])

    taken, _ = await asyncio.gather(answer("Жазылдыңыз", alert=False), chat.press("Екінші"))
    assert taken == "two"
    assert await chat.toast() == "Жазылдыңыз"
    taken, _ = await asyncio.gather(answer("Орын қалмады", alert=True), chat.press("Бірінші"))
    assert taken == "one"
    await expect(chat.page.locator("dialog")).to_contain_text("Орын қалмады")
    await chat.page.keyboard.press("Escape")
    await bot.call("editMessageText", chat_id=PUPIL, message_id=message, text="Болды")
    await chat.expect_last("Болды")
    await expect(chat.last_bubble.locator(".edited")).to_have_count(1)
    await expect(chat.page.locator(".inline-keyboard")).to_have_count(0)


async def test_a_link_to_the_bot_waits_for_start_with_its_payload(chat: ChatPage, bot: ScriptedBot) -> None:
    await started(chat, bot)
    name = (await bot.call("getMe"))["username"]
    await bot.send(PUPIL, f'<a href="https://t.me/{name}?start=event_fest">Толығырақ</a>')
    await chat.last_bubble.get_by_role("link", name="Толығырақ").click()
    await chat.start()
    assert await bot.hear() == "/start event_fest"
    await bot.send(PUPIL, "Міне", [{"text": "Сілтеме", "url": f"https://t.me/{name}?start=event_two"}])
    await chat.press("Сілтеме")
    await chat.start()
    assert await bot.hear() == "/start event_two"


async def test_the_address_opens_a_deep_link_once(chat: ChatPage, bot: ScriptedBot) -> None:
    await chat.open_as(PARENT, open="event_fest")
    await chat.start()
    assert await bot.hear() == "/start event_fest"
    assert "open=" not in chat.page.url
    await expect(chat.page.locator(".big-button")).to_be_hidden()


async def test_the_reply_keyboard_writes_and_shares_the_number(chat: ChatPage, bot: ScriptedBot) -> None:
    await started(chat, bot)
    keys = [[{"text": "Іс-шаралар"}], [{"text": "Нөмірім", "request_contact": True}]]
    markup = {"keyboard": keys, "resize_keyboard": True}
    await bot.call("sendMessage", chat_id=PUPIL, text="Мәзір", reply_markup=markup)
    await chat.press("Іс-шаралар")
    assert await bot.hear() == "Іс-шаралар"
    await chat.press("Нөмірім")
    await chat.page.locator("dialog button[value=ok]").click()
    contact = (await bot.next("message", chat=PUPIL))["contact"]
    assert contact["user_id"] == PUPIL
    await expect(chat.last_bubble.locator(".contact")).to_contain_text(contact["phone_number"])
    await bot.call("sendMessage", chat_id=PUPIL, text="Рақмет", reply_markup={"remove_keyboard": True})
    await expect(chat.page.locator(".reply-key")).to_have_count(0)


async def test_commands_are_listed_filtered_and_sent(chat: ChatPage, bot: ScriptedBot) -> None:
    commands = [{"command": "events", "description": "Іс-шаралар"}, {"command": "help", "description": "Көмек"}]
    await bot.call("setMyCommands", commands=commands)
    await started(chat, bot)
    await chat.page.locator(".menu-button").click()
    await expect(chat.page.get_by_role("option")).to_have_count(2)
    await chat.page.locator("textarea.input").fill("/he")
    await expect(chat.page.get_by_role("option")).to_have_text(["/helpКөмек"])
    await chat.page.keyboard.press("Tab")
    await chat.page.keyboard.press("Enter")
    assert await bot.hear() == "/help"


async def test_enter_sends_and_shift_enter_begins_a_line(chat: ChatPage, bot: ScriptedBot) -> None:
    await started(chat, bot)
    box = chat.page.locator("textarea.input")
    await box.press_sequentially("бір")
    await box.press("Shift+Enter")
    await box.press_sequentially("екі")
    await box.press("Enter")
    assert await bot.hear() == "бір\nекі"
    await expect(box).to_have_value("")


async def test_a_reply_quotes_its_message(chat: ChatPage, bot: ScriptedBot) -> None:
    await started(chat, bot)
    await chat.last_bubble.dblclick()
    await expect(chat.page.locator(".composer-quote")).to_contain_text("Сәлеметсіз бе!")
    await chat.say("Жауап")
    assert (await bot.next("message"))["reply_to_message"]["text"] == "Сәлеметсіз бе!"
    await expect(chat.last_bubble.locator(".quote")).to_contain_text("Сәлеметсіз бе!")


async def read_by(chat: ChatPage, person: int) -> None:
    """Wait until the town knows that the person has read the chat with the bot: the page tells it a moment later."""
    while True:
        answer = await (await chat.page.request.get(f"{chat.address}/sim/people/{person}/chats")).json()
        if [one["unread"] for one in answer["chats"] if one["id"] == person] == [0]:
            return
        await asyncio.sleep(0.05)


async def test_unread_marks_of_the_chat_and_of_other_people(chat: ChatPage, bot: ScriptedBot) -> None:
    await started(chat, bot)
    await read_by(chat, PUPIL)
    await started(chat, bot, PARENT)
    await read_by(chat, PARENT)
    await chat.open_list_as(PARENT)
    await bot.send(PUPIL, "Біреу")
    await bot.send(PARENT, "Одно")
    await expect(chat.page.locator(f'[data-chat="{PARENT}"] .badge')).to_have_text("1")
    await expect(chat.page.locator(f'[data-person="{PUPIL}"] .badge')).to_have_text("2")  # and the joining of the bot
    await chat.page.locator(f'[data-chat="{PARENT}"]').click()
    await chat.expect_last("Одно")
    await chat.page.locator(".back-button").click()
    await expect(chat.page.locator(f'[data-chat="{PARENT}"] .badge')).to_have_count(0)


async def test_an_open_chat_is_read_though_its_list_comes_late(new_page: PageMaker, bot: ScriptedBot) -> None:
    chat = await new_page(size=(1280, 800))
    await started(chat, bot)

    async def late(route: Route) -> None:
        await asyncio.sleep(0.3)
        await route.continue_()

    await chat.page.route(f"**/sim/people/{PUPIL}/chats", late)
    await chat.page.wait_for_timeout(800)  # what came before is read
    async with chat.page.expect_response(lambda answer: answer.url.endswith("/read")):
        await bot.send(PUPIL, "Жаңа")
    await expect(chat.page.locator(f'[data-chat="{PUPIL}"] .badge')).to_have_count(0)
    await chat.page.unroute_all(behavior="wait")


async def test_hostile_names_and_texts_stay_text(chat: ChatPage, bot: ScriptedBot, emulator: Emulator) -> None:
    await chat.open_list_as(PUPIL)
    made = await chat.page.evaluate(
        "(name) => fetch('/sim/people', {method: 'POST', body: JSON.stringify({first_name: name, label: name}),"
        " headers: {'Content-Type': 'application/json'}}).then((answer) => answer.json())",
        HOSTILE[:60],
    )
    await started(chat, bot, made["id"])
    await chat.say(HOSTILE)
    await bot.send(made["id"], ESCAPED, [{"text": HOSTILE[:40], "callback_data": "x"}])
    await expect(chat.bubbles).to_have_count(4)
    assert await chat.last_message_text() == HOSTILE
    await chat.page.set_viewport_size({"width": 1280, "height": 800})
    await expect(chat.page.locator("img, script:not([src])")).to_have_count(0)
    assert "taken" not in await chat.page.title()


async def test_the_page_itself_lets_no_markup_through(chat: ChatPage) -> None:
    await chat.open_list_as(PUPIL)
    shown = await chat.page.evaluate(
        "(html) => import('/formatted.js').then(({formatted}) => {const box = document.createElement('p');"
        " box.append(formatted(html)); return box.innerHTML;})",
        '<b onclick="x()">ok</b><img src=x onerror=y><a href="javascript:z()">j</a><script>s</script>'
        '<svg onload=q><a href="https://a.b/" onclick=w style="x">l</a></svg><style>*{}</style><i id=x>i</i>',
    )
    assert shown == "<b>ok</b>j<i>i</i>"
    refused = [error for error in chat.errors if "Content Security Policy" in error]
    assert refused  # the page's own policy is the second fence
    assert chat.errors == refused
    chat.errors.clear()


async def test_a_group_shows_who_wrote_and_keeps_commands_addressed(chat: ChatPage, bot: ScriptedBot) -> None:
    await bot.call("setMyCommands", commands=[{"command": "events", "description": "Іс-шаралар"}])
    await chat.open_as(PUPIL, CLASS_CHAT)
    await expect(chat.page.locator(".service").first).to_be_visible()
    await chat.page.locator("textarea.input").fill("/")
    await chat.page.get_by_role("option").click()
    name = (await bot.call("getMe"))["username"]
    assert await bot.hear() == f"/events@{name}"
    await chat.open_as(PARENT, CLASS_CHAT)
    await expect(chat.page.locator(".row.in .author")).to_have_text("Айгерім Үлгібекова")


async def test_a_blocked_bot_can_be_unblocked(chat: ChatPage, bot: ScriptedBot) -> None:
    await started(chat, bot)
    await chat.page.locator(".chat-more").click()
    await chat.page.get_by_role("menuitem").last.click()
    assert (await bot.next("my_chat_member", chat=PUPIL))["new_chat_member"]["status"] == "kicked"
    await expect(chat.page.locator("textarea.input")).to_be_hidden()
    await chat.page.locator(".big-button").click()
    assert (await bot.next("my_chat_member", chat=PUPIL))["new_chat_member"]["status"] == "member"
    await expect(chat.page.locator("textarea.input")).to_be_visible()


async def test_a_file_a_place_and_an_album_of_kinds_are_shown(chat: ChatPage, bot: ScriptedBot) -> None:
    await started(chat, bot)
    await chat.page.locator("input[type=file]").set_input_files(
        {"name": "есеп.txt", "mimeType": "text/plain", "buffer": b"hello"}
    )
    document = (await bot.next("message", chat=PUPIL))["document"]
    assert document["file_name"] == "есеп.txt"
    async with chat.page.expect_download() as download:
        await chat.last_bubble.locator("a.file").click()
    assert (await (await download.value).path()).read_bytes() == b"hello"
    await bot.call("sendVenue", chat_id=PUPIL, latitude=52.3, longitude=76.9, title="Колледж", address="Көше, 1")
    await expect(chat.last_bubble.locator("svg.map")).to_be_visible()
    await expect(chat.last_bubble).to_contain_text("Колледж")


async def test_typing_is_shown(chat: ChatPage, bot: ScriptedBot) -> None:
    await started(chat, bot)
    await bot.call("sendChatAction", chat_id=PUPIL, action="typing")
    await expect(chat.page.locator(".subtitle")).to_contain_text("жазып жатыр")
    await bot.send(PUPIL, "Міне")
    await expect(chat.page.locator(".subtitle")).to_have_text("бот")


async def test_the_clock_moves_forward(chat: ChatPage, emulator: Emulator) -> None:
    await chat.open_list_as(PUPIL, lang="en")
    before = await chat.page.locator(".strip-time").inner_text()
    await chat.page.get_by_role("button", name="+1 day").click()
    await expect(chat.page.locator(".strip-time")).not_to_have_text(before)
    await expect(chat.page.locator(".strip-note")).to_have_text("Simulation, not Telegram")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(390, 844), (320, 640), (1280, 800)])
async def test_nothing_is_wider_than_the_window(
    new_page: PageMaker, bot: ScriptedBot, size: tuple[int, int], scheme: str
) -> None:
    chat = await new_page(size=size, scheme=scheme)
    await started(chat, bot)
    wide = "Ұ" * 60
    rows = [[{"text": wide, "callback_data": "1"}, {"text": wide, "callback_data": "2"}]] * 2
    await bot.send(PUPIL, f"{wide * 3}\n<pre>{wide * 3}</pre>", *rows)
    await chat.expect_last(wide)
    assert not await chat.scrolls_sideways()
    ground = await chat.page.evaluate("getComputedStyle(document.querySelector('.list')).backgroundColor")
    assert ground == ("rgb(23, 33, 43)" if scheme == "dark" else "rgb(255, 255, 255)")


async def test_the_labels_follow_the_person_and_can_be_chosen(chat: ChatPage) -> None:
    for person, query, search in ((PUPIL, {}, "Іздеу"), (PARENT, {}, "Поиск"), (PARENT, {"lang": "en"}, "Search")):
        await chat.open_list_as(person, **query)
        await expect(chat.page.get_by_role("searchbox")).to_have_attribute("aria-label", search)


async def test_a_person_can_be_added_and_found(chat: ChatPage) -> None:
    await chat.open_list_as(PUPIL, lang="en")
    await chat.page.get_by_role("button", name="Add a person").click()
    await chat.page.locator("dialog input[name=first_name]").fill("Нұрлан")
    await chat.page.keyboard.press("Enter")
    await expect(chat.chat_title).to_be_visible()
    await chat.page.locator(".back-button").click()
    await expect(chat.page.locator(".me")).to_contain_text("Нұрлан")


async def test_escape_goes_back_and_the_history_returns(chat: ChatPage) -> None:
    await chat.open_list_as(PUPIL)
    await chat.page.locator(f'[data-chat="{PUPIL}"]').click()
    await expect(chat.chat_title).to_be_visible()
    await chat.page.keyboard.press("Escape")
    await expect(chat.chat_title).to_be_hidden()
    await chat.page.go_back()
    await expect(chat.chat_title).to_be_visible()


async def test_reading_above_is_not_disturbed_by_what_arrives_below(chat: ChatPage, bot: ScriptedBot) -> None:
    await started(chat, bot)
    await bot.send(PUPIL, "\n".join(f"жол {line}" for line in range(60)))
    await chat.expect_last("жол 59")
    scroller = chat.page.locator(".scroller")
    await scroller.evaluate("(node) => { node.scrollTop = 100; }")
    await expect(chat.page.locator(".down-button")).to_be_visible()
    await bot.send(PUPIL, "Жаңа")
    await expect(chat.page.locator(".down-button .badge")).to_have_text("1")
    assert await scroller.evaluate("(node) => node.scrollTop") == 100
    await chat.page.locator(".down-button").click()
    await expect(chat.page.locator(".down-button")).to_be_hidden()
    await expect(chat.last_bubble).to_be_in_viewport()


async def test_a_link_that_hides_its_address_asks_first(chat: ChatPage, bot: ScriptedBot) -> None:
    await started(chat, bot)
    await bot.send(PUPIL, '<a href="https://example.org/other">мұнда</a>')
    await chat.last_bubble.get_by_role("link").click()
    await expect(chat.page.locator("dialog")).to_contain_text("https://example.org/other")
    await chat.page.locator("dialog button[type=button]").click()
    await expect(chat.page.locator("dialog")).to_have_count(0)


async def test_a_share_link_writes_into_the_chosen_chat(chat: ChatPage, bot: ScriptedBot) -> None:
    await started(chat, bot)
    address = "https://t.me/share/url?url=https%3A%2F%2Fexample.org%2F&text=Қараңыз"
    await bot.send(PUPIL, "Бөлісу", [{"text": "Бөлісу", "url": address}])
    await chat.press("Бөлісу")
    await chat.page.locator("dialog select").select_option(str(CLASS_CHAT))
    await chat.page.locator("dialog button[type=submit]").click()
    await expect(chat.chat_title).to_have_text("9 А сынып чаты")
    await chat.expect_last("Қараңыз\nhttps://example.org/")


async def test_a_vote_is_counted(chat: ChatPage, bot: ScriptedBot) -> None:
    await started(chat, bot)
    await bot.call("sendPoll", chat_id=PUPIL, question="Қайсысы?", options=[{"text": "Бұл"}, {"text": "Ол"}])
    await chat.last_bubble.get_by_role("button", name="Ол").click()
    await expect(chat.last_bubble.locator(".share")).to_have_text(["0%", "100%"])


async def test_another_person_sees_the_same_group(new_page: PageMaker) -> None:
    chat = await new_page(size=(1280, 800))
    await chat.open_as(PUPIL, CLASS_CHAT)
    await chat.say("Сәлем")
    await expect(chat.page.locator(".row.out")).to_have_count(1)
    await chat.switch_to(PARENT)
    await expect(chat.page.locator(".row.in .author")).to_have_text("Айгерім Үлгібекова")
    await expect(chat.page).to_have_url(f"{chat.address}/?#/person/{PARENT}/chat/{CLASS_CHAT}")


async def test_dark_can_be_chosen_and_is_kept(chat: ChatPage) -> None:
    await chat.open_list_as(PUPIL, lang="en")
    await chat.page.get_by_role("button", name="Settings").click()
    await chat.page.get_by_role("menuitemradio", name="Appearance: dark").click()
    await chat.open_list_as(PUPIL)
    await expect(chat.page.locator("html")).to_have_attribute("data-theme", "dark")


async def test_an_address_of_an_unknown_chat_tells_so_and_shows_the_list(chat: ChatPage) -> None:
    await chat.page.goto(f"{chat.address}/#/person/{PUPIL}/chat/424242")
    await expect(chat.page.locator(".toast")).not_to_be_empty()
    await expect(chat.page.locator(f'[data-chat="{PUPIL}"]')).to_be_visible()
    assert all("404" in error for error in chat.errors)
    chat.errors.clear()


async def test_a_reply_goes_with_its_file(chat: ChatPage, bot: ScriptedBot) -> None:
    await started(chat, bot)
    await chat.last_bubble.dblclick()
    await chat.page.locator("textarea.input").fill("Қолтаңба")
    picker = chat.page.locator("input[type=file]")
    await picker.set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"a"})
    sent = await bot.next("message", has="document")
    assert (sent["caption"], sent["reply_to_message"]["text"]) == ("Қолтаңба", "Сәлеметсіз бе!")
