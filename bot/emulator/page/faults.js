/** Faults of the simulated Telegram: the dialog that switches them on and off, and their mark on the strip; the server carries them out. */

import * as api from "./api.js";
import { titleOf } from "./chats.js";
import { attempt, formBox } from "./dialogs.js";
import { h } from "./elements.js";
import { icon } from "./icons.js";
import { t } from "./i18n.js";

/** Kind of the server -> label. */
const KINDS = {
  429: "fault429",
  500: "fault500",
  502: "fault502",
  slow: "slow",
  cut_before: "cutBefore",
  cut_after: "cutAfter",
  file_refused: "faultFile",
  403: "fault403",
  down: "down",
};
const ORDER = ["429", "500", "502", "slow", "cut_before", "cut_after", "file_refused", "403", "down"];
const LONGEST_SECONDS = 3600;

const nameOf = (kind) => (kind in KINDS ? t(KINDS[kind]) : kind);

/** A button that stands on the strip while faults are in force. Answers {node, render}. */
export function faultMark(session) {
  const node = h(
    "button.strip-fault",
    { type: "button", hidden: true, onclick: () => attempt(() => orderFault(session)) },
    icon("warning"),
    h("span"),
  );
  function render() {
    const { length } = session.faults;
    node.hidden = length === 0;
    node.lastChild.textContent = String(length);
    node.setAttribute("aria-label", t("faultsHere", { n: length }));
    node.title = session.faults.map(inWords).join("\n");
  }
  return { node, render };
}

function inWords({ kind, method, chat_id: chat, left }) {
  const rest = left === null || left === undefined ? "" : t("remaining", { n: left });
  return [nameOf(kind), method, chat && String(chat), rest].filter(Boolean).join(" · ");
}

/** What is in force, with a button that ends it all; null when all is well. */
function inForce(session) {
  if (!session.faults.length) return null;
  const clear = (event) => {
    event.target.closest("dialog").close("");
    return attempt(() => api.clearFaults());
  };
  return h(
    "div.in-force",
    {},
    h(
      "ul",
      {},
      session.faults.map((fault) => h("li", {}, inWords(fault))),
    ),
    h("button.text-button.danger-text", { type: "button", onclick: clear }, t("clearFaults")),
  );
}

/** Asks which fault, for whom and how often, and orders it. */
export async function orderFault(session) {
  await session.refreshFaults();
  const here = session.view && t("thisChat", { a: titleOf(session, session.view.chat) });
  const fields = [
    { name: "kind", label: t("fault"), options: ORDER.map((kind) => [kind, nameOf(kind)]) },
    {
      name: "chat",
      label: t("forWhom"),
      options: [["", t("allChats")], here && [String(session.chatId), here]].filter(Boolean),
    },
    {
      name: "times",
      label: t("forHow"),
      options: [
        ["1", t("callOne")],
        ["3", t("callThree")],
        ["0", t("allOf")],
      ],
    },
    { name: "seconds", label: t("seconds"), value: "3", number: [1, LONGEST_SECONDS] },
  ];
  const answer = await formBox(t("faults"), fields, t("orderFault"), inForce(session));
  if (!answer) return;
  const seconds = Math.max(1, Math.round(Number(answer.seconds) || 1));
  await api.addFault({
    kind: answer.kind,
    chat_id: answer.chat ? Number(answer.chat) : null,
    times: Number(answer.times),
    retry_after: seconds,
    seconds,
  });
  await session.refreshFaults();
}
