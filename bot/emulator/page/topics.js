/** The topics of a forum: the bar that chooses one, making one, closing one; messages are filtered elsewhere. */

import * as api from "./api.js";
import { attempt, formBox } from "./dialogs.js";
import { h } from "./elements.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";

/** The topics of a forum, {id, name, closed}: as the server lists them. */
export const topicsOf = ({ chat }) => chat.topics ?? [];

/** The topic that is open in this session, or undefined. */
export const chosenTopic = (session, view) => topicsOf(view).find(({ id }) => id === session.topic);

/** Answers {node, render(view)}. */
export function topicBar(session) {
  const node = h("div.topics", { hidden: true, role: "group" });

  const chip = (id, name) =>
    h(
      "button.topic",
      {
        type: "button",
        "aria-pressed": String(session.topic === id),
        onclick: () => {
          session.topic = id;
          session.tell();
        },
      },
      name,
    );

  function render(view) {
    node.hidden = !view.chat.is_forum;
    if (node.hidden) return;
    node.setAttribute("aria-label", t("topics"));
    const sign = JSON.stringify([view.chat.id, view.chat.topics, session.topic, t("allTopics")]);
    if (node.dataset.sign === sign) return;
    node.dataset.sign = sign;
    node.replaceChildren(
      chip(null, t("allTopics")),
      ...topicsOf(view).map(({ id, name, closed }) => chip(id, `${closed ? "🔒" : "#"} ${name}`)),
      h(
        "button.topic.add-topic",
        { type: "button", "aria-label": t("addTopic"), onclick: () => attempt(() => addTopic(session)) },
        icon("plus"),
      ),
    );
  }

  return { node, render };
}

async function addTopic(session) {
  const fields = [{ name: "name", label: t("nameOfTopic"), required: true }];
  const answer = await formBox(t("addTopic"), fields, t("create"));
  if (!answer?.name) return;
  const { id } = await api.addTopic(session.chatId, answer.name);
  await session.refreshView();
  session.topic = id;
  session.tell();
}

/** The menu's item that closes the chosen topic or opens it again; null where none is chosen. */
export function topicItem(session, view) {
  const topic = chosenTopic(session, view);
  if (!topic) return null;
  return {
    text: t(topic.closed ? "openTopic" : "closeTopic"),
    icon: "block",
    run: () =>
      attempt(async () => {
        await api.closeTopic(view.chat.id, topic.id, !topic.closed);
        await session.refreshView();
      }),
  };
}
