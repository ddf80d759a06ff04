/** The menu of the open chat: restart or block the bot, its place in a group, the upgrade of a group; it draws no chat. */

import * as api from "./api.js";
import { attempt } from "./dialogs.js";
import { orderFault } from "./faults.js";
import { t } from "./i18n.js";
import { topicItem } from "./topics.js";

/** The items of the menu for a chat as one person sees it. */
export function chatMenu(session, view) {
  const { personId } = session;
  const { chat } = view;
  const then = (work) => () =>
    attempt(async () => {
      await work();
      await session.refreshWorld();
      await session.refreshView();
    });
  const transcript = {
    text: t("transcript"),
    icon: "text",
    run: () => window.open(api.transcriptUrl(personId, chat.id), "_blank", "noopener"),
  };
  const faults = { text: t("faults"), icon: "warning", run: () => attempt(() => orderFault(session)) };
  if (chat.type === "private") {
    return [
      { text: t("restart"), icon: "restart", run: then(() => restart(personId, view)) },
      transcript,
      faults,
      view.blocked
        ? { text: t("unblock"), icon: "block", run: then(() => api.unblock(personId, chat.id)) }
        : { text: t("block"), icon: "block", danger: true, run: then(() => api.block(personId, chat.id)) },
    ];
  }
  const inside = ["member", "administrator"].includes(chat.bot_status);
  const status = (text, name, image, danger = false) => ({
    text,
    icon: image,
    danger,
    run: then(() => api.setBotStatus(chat.id, name)),
  });
  return [
    !inside && status(t("addBot"), chat.type === "channel" ? "administrator" : "member", "plus"),
    chat.bot_status === "member" && status(t("makeAdmin"), "administrator", "up"),
    chat.bot_status === "administrator" && chat.type !== "channel" && status(t("demote"), "member", "down"),
    chat.type === "group" && {
      text: t("upgrade"),
      icon: "group",
      run: () => attempt(() => upgrade(session, chat.id)),
    },
    topicItem(session, view),
    transcript,
    faults,
    inside && status(t("removeBot"), "kicked", "trash", true),
  ];
}

async function restart(personId, view) {
  if (view.blocked) await api.unblock(personId, personId);
  await api.say(personId, personId, { text: "/start" });
}

async function upgrade(session, chat) {
  const { id } = await api.migrate(chat);
  await session.refreshWorld();
  await session.go(session.personId, id);
}
