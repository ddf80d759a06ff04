/** Turns the server's formatted text into elements through an allow-list; anything unknown is shown as plain text. */

import { h } from "./elements.js";
import { t } from "./i18n.js";

const PLAIN = new Set(["B", "STRONG", "I", "EM", "U", "INS", "S", "STRIKE", "DEL", "CODE", "PRE", "BR"]);
const DROPPED = new Set([
  "SCRIPT",
  "STYLE",
  "TEMPLATE",
  "IFRAME",
  "OBJECT",
  "EMBED",
  "SVG",
  "MATH",
  "NOSCRIPT",
]);
const BLOCKS = new Set(["PRE", "BLOCKQUOTE"]); // they end their line themselves
const SCHEMES = new Set(["http:", "https:", "tg:", "mailto:", "tel:"]);

/** The address when it is one a message may carry, else null. */
export function safeAddress(address) {
  try {
    const url = new URL(address);
    return SCHEMES.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}

/** html: the message's `html`; answers a DocumentFragment. The text is parsed in an inert template, so nothing in it runs or loads. */
export function formatted(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const fragment = document.createDocumentFragment();
  copyChildren(template.content, fragment);
  return fragment;
}

function copyChildren(from, to) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE)
      to.append(BLOCKS.has(node.previousSibling?.nodeName) ? node.data.replace(/^\n/, "") : node.data);
    else if (node.nodeType === Node.ELEMENT_NODE) copyElement(node, to);
  }
}

function copyElement(node, to) {
  if (DROPPED.has(node.tagName.toUpperCase())) return;
  const copy = allowed(node);
  if (copy === null) {
    copyChildren(node, to);
    return;
  }
  copyChildren(node, copy);
  to.append(copy);
}

function allowed(node) {
  if (PLAIN.has(node.tagName)) return document.createElement(node.tagName);
  if (node.tagName === "A") return link(node);
  if (node.tagName === "BLOCKQUOTE") return h("blockquote");
  if (node.tagName === "SPAN") return span(node);
  return null;
}

function span(node) {
  if (node.classList.contains("spoiler")) return spoiler();
  if (node.classList.contains("command"))
    return h("button.command-link", { type: "button", "data-command": node.textContent });
  return ["mention", "hashtag", "cashtag", "text_mention"].some((name) => node.classList.contains(name))
    ? h("span.mention")
    : null;
}

function link(node) {
  const address = safeAddress(node.getAttribute("href") ?? "");
  return address && h("a", { href: address, target: "_blank", rel: "noopener noreferrer" });
}

function spoiler() {
  const reveal = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    if (node.classList.contains("revealed")) return;
    event.preventDefault();
    event.stopPropagation();
    node.classList.add("revealed");
    node.removeAttribute("role");
  };
  const node = h("span.spoiler", {
    role: "button",
    tabindex: "0",
    "aria-label": t("spoiler"),
    onclick: reveal,
    onkeydown: reveal,
  });
  return node;
}
