/** Builds and reconciles elements of the page from plain values; it never parses text as HTML. */

/** `h("button.icon", {onclick, "aria-label": "Back"}, "text", node)`: strings become text nodes, empty values are left out. */
export function h(spec, props = {}, ...children) {
  const [tag, ...classes] = spec.split(".");
  const node = document.createElement(tag || "div");
  if (classes.length) node.className = classes.join(" ");
  for (const [name, value] of Object.entries(props)) setProperty(node, name, value);
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

function setProperty(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else if (name === "class") node.classList.add(...String(value).split(" ").filter(Boolean));
  else if (name === "style")
    for (const [key, part] of Object.entries(value)) node.style.setProperty(key, part);
  else if (name in node && !name.includes("-") && typeof value !== "string") node[name] = value;
  else node.setAttribute(name, value === true ? "" : value);
}

const signatures = new WeakMap();

/**
 * Makes the children of `list` show `items` and rebuilds only those whose signature changed, so that focus, revealed
 * spoilers and the scroll position survive. `key`, `signature`: item -> string; `build`: item -> element.
 */
export function reconcile(list, items, { key, signature, build }) {
  const before = new Map([...list.children].map((node) => [node.dataset.key, node]));
  items.forEach((item, index) => {
    const name = String(key(item));
    const sign = signature(item);
    const old = before.get(name);
    let node = old;
    if (!old || signatures.get(old) !== sign) {
      node = build(item);
      node.dataset.key = name;
      signatures.set(node, sign);
      if (old) replaceKeepingFocus(old, node);
    }
    before.delete(name);
    if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
  });
  for (const node of before.values()) node.remove();
}

function replaceKeepingFocus(old, node) {
  const focused = old.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
  const itself = old === document.activeElement;
  old.replaceWith(node);
  if (itself) node.focus();
  else if (focused) node.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus();
}
