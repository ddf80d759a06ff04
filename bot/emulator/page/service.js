/** The grey lines between messages, in words: who joined, what was pinned; it never shows ordinary messages. */

import { fullName } from "./avatars.js";
import { t } from "./i18n.js";

/** The line of a service message, or null when the message is an ordinary one. */
export function serviceText(message) {
  const author = fullName(message.from ?? message.sender_chat);
  if (message.new_chat_members)
    return message.new_chat_members.map((who) => joined(author, message.from, who)).join("\n");
  if (message.left_chat_member) return parted(author, message.from, message.left_chat_member);
  if (message.pinned_message) return t("pinnedBy", { a: author });
  if (message.migrate_to_chat_id || message.migrate_from_chat_id) return t("migrated");
  if (message.group_chat_created || message.supergroup_chat_created || message.channel_chat_created)
    return t("chatCreated");
  if (message.new_chat_title) return `${t("title")}: ${message.new_chat_title}`;
  if (message.forum_topic_created) return t("topicCreated", { a: message.forum_topic_created.name });
  if (message.forum_topic_closed) return t("topicClosed");
  if (message.forum_topic_reopened) return t("topicReopened");
  if (message.web_app_data) return `${t("webApp")}: ${message.web_app_data.button_text}`;
  if (message.write_access_allowed) return t("start");
  return null;
}

function joined(author, from, who) {
  if (!from || from.id === who.id) return t("joined", { a: fullName(who) });
  return t("addedOne", { a: author, b: fullName(who) });
}

function parted(author, from, who) {
  if (!from || from.id === who.id) return t("left", { a: fullName(who) });
  return t("removed", { a: author, b: fullName(who) });
}

/** A message in a few words, for quotes and the pinned bar; text only. */
export function summary(message) {
  if (!message) return t("deletedMessage");
  const kinds = [
    ["photo", "photo"],
    ["video", "video"],
    ["animation", "video"],
    ["voice", "voice"],
    ["location", "location"],
    ["contact", "contact"],
    ["poll", "poll"],
  ];
  const kind = kinds.find(([name]) => message[name]);
  const text = message.text ?? message.caption ?? message.document?.file_name ?? message.poll?.question;
  return text || (kind ? t(kind[1]) : (serviceText(message) ?? t("message")));
}
