/** The row of people at the top: whose eyes the page looks through, their unread marks, and adding a person. */

import * as api from "./api.js";
import { avatar, fullName } from "./avatars.js";
import { attempt, formBox } from "./dialogs.js";
import { h, reconcile } from "./elements.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";

const LANGUAGES = [
  ["kk", "Қазақша"],
  ["ru", "Русский"],
  ["en", "English"],
];

/** Answers {node, render}. */
export function peopleRow(session) {
  const list = h("ul.people", { "aria-label": t("people") });
  const add = h(
    "button.person.add-person",
    { type: "button", onclick: () => attempt(() => addPerson(session)) },
    h("span.avatar.plain", {}, icon("plus")),
    h("span.person-name", {}, t("addPerson")),
  );
  const node = h("div.people-row", {}, list, add);

  function render() {
    list.setAttribute("aria-label", t("people"));
    add.lastChild.textContent = t("addPerson");
    add.setAttribute("aria-label", t("addPerson"));
    reconcile(list, session.world?.people ?? [], {
      key: ({ id }) => id,
      signature: (person) =>
        JSON.stringify([
          person,
          person.id === session.personId,
          session.unreadOf.get(person.id) ?? 0,
          t("you"),
        ]),
      build: (person) => personItem(session, person),
    });
  }

  // A mouse wheel moves the row sideways.
  node.addEventListener(
    "wheel",
    (event) => {
      if (event.deltaX === 0) node.scrollLeft += event.deltaY;
    },
    { passive: true },
  );
  return { node, render };
}

function personItem(session, person) {
  const current = person.id === session.personId;
  const unread = current ? 0 : (session.unreadOf.get(person.id) ?? 0);
  const name = fullName(person);
  const label = [name, person.label, unread ? t("unread", { n: unread }) : ""].filter(Boolean).join(", ");
  return h(
    "li",
    {},
    h(
      "button.person",
      {
        type: "button",
        "aria-label": label,
        title: label,
        "aria-pressed": String(current),
        "data-person": String(person.id),
        "data-focus": "person",
        onclick: () => attempt(() => switchTo(session, person.id)),
      },
      avatar(person.id, name, "story"),
      unread > 0 && h("span.badge", { "aria-hidden": "true" }, String(unread)),
      h("span.person-name", {}, person.first_name),
    ),
  );
}

/** Another person sees the same chat when they are in it, their own chat with the bot when that was open, else their list. */
function switchTo(session, id) {
  const { chatId, personId } = session;
  if (id === personId) return undefined;
  if (chatId === personId) return session.go(id, id);
  const shared = session.world.chats.find((chat) => chat.id === chatId)?.members.includes(id);
  return session.go(id, shared ? chatId : null);
}

export async function addPerson(session) {
  const fields = [
    { name: "first_name", label: t("firstName"), required: true },
    { name: "last_name", label: t("lastName") },
    { name: "username", label: t("username") },
    { name: "label", label: t("role") },
    { name: "language_code", label: t("interfaceLanguage"), options: LANGUAGES },
  ];
  const answer = await formBox(t("addPerson"), fields, t("create"));
  if (!answer?.first_name) return;
  const filled = Object.fromEntries(Object.entries(answer).filter(([, value]) => value !== ""));
  const person = await api.addPerson(filled);
  await session.refreshWorld();
  await session.go(person.id, person.id);
}
