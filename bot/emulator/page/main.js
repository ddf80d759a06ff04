/** Starts the page: builds its parts, binds them to one session and draws them when it changes. */

import { addChat, chatList } from "./chats.js";
import { avatar, fullName } from "./avatars.js";
import { clockStrip } from "./clock.js";
import { Conversation } from "./conversation.js";
import { attempt, popupMenu, toast } from "./dialogs.js";
import { h } from "./elements.js";
import { faultMark, orderFault } from "./faults.js";
import { icon } from "./icons.js";
import { language, setLanguage, t } from "./i18n.js";
import { addPerson, peopleRow } from "./people.js";
import { query, readRoute, takeOpen } from "./route.js";
import { scan, scanShown } from "./scan.js";
import { Session } from "./session.js";
import { listen } from "./stream.js";
import { applyTheme, chooseTheme, theme } from "./theme.js";

const WIDE = matchMedia("(min-width: 760px)");
const app = document.getElementById("app");
const session = new Session();
const failed = (error) => toast(error.message);

let chosenLanguage = query("lang");
let drawn = false;

applyTheme();
setLanguage(chosenLanguage, navigator.language);

const mark = faultMark(session);
const drawStrip = clockStrip(document.getElementById("strip"), mark.node);
const people = peopleRow(session);
const chats = chatList(session);
const me = h("div.me");
const settings = h(
  "button.icon-button",
  { type: "button", "aria-haspopup": "menu", onclick: () => popupMenu(settings, settingsMenu()) },
  icon("menu"),
);
document.getElementById("list").append(h("header.list-header", {}, settings, me), people.node, chats.node);
const conversation = new Conversation(session, document.getElementById("conversation"));

function settingsMenu() {
  const themes = [
    ["system", "system"],
    ["light", "light"],
    ["dark", "dark"],
  ];
  const languages = [
    ["kk", "Қазақша"],
    ["ru", "Русский"],
    ["en", "English"],
  ];
  return [
    { text: t("addPerson"), icon: "contact", run: () => attempt(() => addPerson(session)) },
    { text: t("newGroup"), icon: "group", run: () => attempt(() => addChat(session)) },
    { text: t("scan"), icon: "scan", run: () => attempt(() => scan(session)) },
    { text: t("faults"), icon: "warning", run: () => attempt(() => orderFault(session)) },
    ...themes.map(([name, label]) => ({
      text: `${t("theme")}: ${t(label).toLocaleLowerCase()}`,
      checked: theme() === name,
      run: () => chooseTheme(name),
    })),
    ...languages.map(([code, label]) => ({
      text: label,
      checked: language() === code,
      run: () => {
        chosenLanguage = code;
        session.tell();
      },
    })),
  ];
}

function draw() {
  drawn = false;
  setLanguage(chosenLanguage, session.person?.language_code, navigator.language);
  app.dataset.view = session.chatId === null ? "list" : "chat";
  const unread = [...session.unreadOf.values()].reduce((sum, n) => sum + n, 0);
  document.title = `${unread ? `(${unread}) ` : ""}${session.world ? fullName(session.world.bot) : ""} · ${t("about")}`;
  settings.setAttribute("aria-label", t("settings"));
  app.firstElementChild.setAttribute("aria-label", t("chats"));
  const { person } = session;
  if (person)
    me.replaceChildren(
      avatar(person.id, fullName(person), "small"),
      h("div", {}, h("h1", {}, fullName(person)), h("span", {}, person.label ?? "")),
    );
  drawStrip();
  mark.render();
  people.render();
  chats.render();
  conversation.render();
}

/** Draws once for all changes of a moment. */
session.addEventListener("change", () => {
  if (drawn || !session.world) return;
  drawn = true;
  queueMicrotask(draw);
});

addEventListener("hashchange", () => attempt(() => session.followAddress()));
addEventListener("popstate", () => attempt(() => session.followAddress()));
document.addEventListener("scan-picture", ({ detail }) => attempt(() => scanShown(session, detail)));
document.addEventListener("visibilitychange", () => document.hidden || attempt(() => session.seen()));
addEventListener("keydown", (event) => {
  if (
    event.key === "Escape" &&
    event.target.type !== "search" &&
    !document.querySelector("dialog[open], .popup:popover-open")
  ) {
    if (!conversation.composer.escape() && session.chatId !== null)
      attempt(() => session.go(session.personId, null));
  }
  if ((event.ctrlKey || event.metaKey) && event.key === "k") {
    event.preventDefault();
    chats.focusSearch();
  }
});

async function begin() {
  await session.refreshWorld();
  const { person, chat } = readRoute();
  const payload = takeOpen();
  const who = session.personById(person)?.id ?? session.world.people[0]?.id ?? null;
  await session.go(who, payload === null ? (chat ?? (WIDE.matches && person === null ? who : null)) : who, {
    replace: true,
  });
  if (payload !== null) {
    session.pendingStart = { payload };
    session.tell();
  }
  listen(session, failed);
  await Promise.all([session.countEverybody(), session.refreshFaults()]);
}

attempt(begin);
