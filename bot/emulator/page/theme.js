/** Light and dark: as the system says, or as the person chose; it stores nothing else. */

const STORED = "simulation-theme";
const THEMES = ["system", "light", "dark"];

/** The chosen theme: system, light or dark. `?theme=` goes before the stored choice. */
export function theme() {
  const asked = new URLSearchParams(location.search).get("theme") ?? localStorage.getItem(STORED);
  return THEMES.includes(asked) ? asked : "system";
}

export function applyTheme(name = theme()) {
  if (name === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = name;
}

export function chooseTheme(name) {
  localStorage.setItem(STORED, name);
  applyTheme(name);
}
