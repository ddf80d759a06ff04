/** The list of one person's chats with search and unread marks, and making a new group or channel. */

import * as api from "./api.js";
import { avatar, fullName } from "./avatars.js";
import { shortTime } from "./clock.js";
import { attempt, formBox } from "./dialogs.js";
import { h, reconcile } from "./elements.js";
import { icon } from "./icons.js";
import { language, t } from "./i18n.js";

/** Answers {node, render, focusSearch}. */
export function chatList(session) {
  const search = h("input.search", { type: "search", autocomplete: "off", oninput: () => render() });
  const list = h("ul.chats");
  const nothing = h("p.nothing", { hidden: true });
  const node = h("div.chat-list", {}, h("div.search-box", {}, icon("search"), search), list, nothing);

  function render() {
    search.placeholder = t("search");
    search.setAttribute("aria-label", t("search"));
    list.setAttribute("aria-label", t("chats"));
    const wanted = search.value.trim().toLocaleLowerCase();
    const found = session.chats.filter((chat) =>
      `${titleOf(session, chat)} ${chat.last?.text ?? ""}`.toLocaleLowerCase().includes(wanted),
    );
    found.sort((a, b) => (b.last?.date ?? 0) - (a.last?.date ?? 0));
    reconcile(list, found, {
      key: ({ id }) => id,
      signature: (chat) =>
        JSON.stringify([
          chat,
          session.personId,
          chat.id === session.chatId,
          language(),
          session.typing,
          chat.last && shortTime(chat.last.date),
        ]),
      build: (chat) => chatItem(session, chat),
    });
    nothing.hidden = found.length > 0 || !wanted;
    nothing.textContent = t("nobodyFound");
  }

  return { node, render, focusSearch: () => search.focus() };
}

/** A private chat is called after the bot, in the person's language; others by their title. */
export const titleOf = (session, chat) =>
  (chat.type === "private" && chat.id === session.chatId && session.view?.bot_name) ||
  (chat.type === "private" ? botTitle(session, chat) : chat.title);

const botTitle = (session, chat) =>
  session.chats.find(({ id }) => id === chat.id)?.title ?? fullName(session.world.bot);

/** The id whose colour and initials an avatar takes: the bot's for a private chat. */
export const faceOf = (session, chat) => (chat.type === "private" ? session.world.bot.id : chat.id);

function chatItem(session, chat) {
  const open = chat.id === session.chatId;
  const title = titleOf(session, chat);
  return h(
    "li",
    {},
    h(
      "button.chat",
      {
        type: "button",
        "aria-current": open ? "true" : null,
        "data-chat": String(chat.id),
        "data-focus": "chat",
        onclick: () => attempt(() => session.go(session.personId, chat.id)),
      },
      avatar(faceOf(session, chat), title, "large"),
      h(
        "span.chat-title",
        {},
        chat.type !== "private" &&
          h("span.chat-kind", { "aria-hidden": "true" }, icon(chat.type === "channel" ? "bell" : "group")),
        h("span.clip", {}, title),
        chat.blocked && icon("block"),
      ),
      h("span.chat-time", {}, chat.last ? shortTime(chat.last.date) : ""),
      h(
        "span.chat-last",
        {},
        open && session.typing ? h("span.typing-text", {}, `${t("typing")}…`) : lastLine(session, chat),
      ),
      chat.unread > 0 &&
        h("span.badge", { role: "img", "aria-label": t("unread", { n: chat.unread }) }, String(chat.unread)),
    ),
  );
}

function lastLine(session, chat) {
  if (!chat.last) return t("noMessages");
  const mine =
    chat.last.from_name &&
    [session.person?.first_name, fullName(session.person)].includes(chat.last.from_name);
  const author = mine ? t("you") : chat.type === "private" ? "" : chat.last.from_name;
  return [author && h("b", {}, `${author}: `), withoutBrackets(chat.last.text)];
}

const KINDS = {
  photo: "photo",
  video: "video",
  animation: "video",
  voice: "voice",
  location: "location",
  contact: "contact",
  poll: "poll",
  document: "file",
};

/** "<photo> caption" of the server's summaries in the page's words; a text that only looks like one stays. */
function withoutBrackets(text) {
  const [whole, kind, rest] = /^<(\w+):? ?([^<>]*)>/.exec(text) ?? [];
  if (kind in KINDS) return `${t(KINDS[kind])}${rest ? `: ${rest}` : ""}${text.slice(whole.length)}`;
  return ["joined", "left"].includes(kind) ? rest : text;
}

export async function addChat(session) {
  const others = session.world.people.filter(({ id }) => id !== session.personId);
  const kinds = [
    ["supergroup", t("group")],
    ["group", t("basic")],
    ["channel", t("channel")],
  ];
  const fields = [
    { name: "title", label: t("title"), required: true },
    { name: "type", label: t("newGroup"), options: kinds },
    {
      name: "options",
      label: t("bot"),
      checks: [
        ["bot", t("withBot")],
        ["admin", t("makeAdmin"), false],
        ["is_forum", t("topics"), false],
      ],
    },
    {
      name: "members",
      label: t("people"),
      checks: others.map((person) => [person.id, fullName(person), false]),
    },
  ];
  const answer = await formBox(t("newGroup"), fields, t("create"));
  if (!answer?.title) return;
  const chosen = Object.fromEntries(
    ["bot", "admin", "is_forum"].map((name) => [name, answer.options.includes(name)]),
  );
  const chat = await api.addChat({
    title: answer.title,
    type: answer.type,
    members: [session.personId, ...answer.members.map(Number)],
    ...chosen,
  });
  await session.refreshWorld();
  await session.go(session.personId, chat.id);
}
