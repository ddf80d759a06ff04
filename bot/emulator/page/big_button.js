/** The one big button in place of the composer: START, UNBLOCK, or a word why one cannot write; else there is none. */

import * as api from "./api.js";
import { t } from "./i18n.js";
import { start } from "./links.js";
import { chosenTopic } from "./topics.js";

/** {text, run} for the open chat, run null when the button only tells; null when one writes as usual. */
export function bigButton(session, view) {
  const { personId, chatId } = session;
  const { type, admins } = view.chat;
  if (type === "channel") return admins?.includes(personId) ? null : { text: t("broadcastOnly"), run: null };
  if (chosenTopic(session, view)?.closed) return { text: t("topicClosed"), run: null };
  if (type !== "private") return null;
  if (view.blocked) return { text: t("unblock"), run: () => unblock(session, chatId) };
  if (!view.started || session.pendingStart) return { text: t("start"), run: () => start(session) };
  return null;
}

async function unblock(session, chatId) {
  await api.unblock(session.personId, chatId);
  await session.refreshView();
}
