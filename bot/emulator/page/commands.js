/** The list of the bot's commands above the composer, opened by the Menu button or by typing '/'. */

import { h } from "./elements.js";
import { t } from "./i18n.js";

/** `choose(command)` is called for the one that was taken. Answers {node, show, hide, key}. */
export function commandList(choose) {
  const node = h("div.commands", { role: "listbox", id: "commands", hidden: true });
  let shown = [];
  let active = 0;

  /** Shows those that start with `typed` (without the slash). */
  function show(commands, typed) {
    shown = commands.filter(({ command }) => command.startsWith(typed.toLowerCase()));
    active = Math.min(active, Math.max(0, shown.length - 1));
    node.hidden = shown.length === 0;
    node.setAttribute("aria-label", t("menu"));
    draw();
  }

  function draw() {
    node.replaceChildren(
      ...shown.map(({ command, description }, index) =>
        h(
          "button.command",
          {
            type: "button",
            role: "option",
            tabindex: "-1",
            "aria-selected": String(index === active),
            onclick: () => choose(command),
          },
          h("b", {}, `/${command}`),
          h("span", {}, description),
        ),
      ),
    );
    node.children[active]?.scrollIntoView({ block: "nearest" });
  }

  function hide() {
    node.hidden = true;
    active = 0;
  }

  /** Handles a key of the composer; true when it was one of the list's. */
  function key(event) {
    if (node.hidden) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      active = (active + step + shown.length) % shown.length;
      draw();
    } else if (event.key === "Tab") choose(shown[active].command, { complete: true });
    else if (event.key === "Escape") hide();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  return { node, show, hide, key, isOpen: () => !node.hidden };
}
