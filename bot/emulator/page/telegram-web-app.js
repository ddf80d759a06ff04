/**
 * The bridge that a Mini App of the simulation loads in place of Telegram's script, which needs the network: the part
 * of window.Telegram.WebApp that the events of mini_app.js carry. It knows nothing of the chat page.
 */
(() => {
  const launch = new URLSearchParams(location.hash.slice(1));
  const listeners = new Map(); // event -> Set of callbacks
  const initData = launch.get("tgWebAppData") ?? "";

  const post = (eventType, eventData = null) =>
    window.parent !== window && window.parent.postMessage(JSON.stringify({ eventType, eventData }), "*");
  const on = (event, callback) => {
    if (!listeners.has(event)) listeners.set(event, new Set());
    listeners.get(event).add(callback);
  };
  const off = (event, callback) => listeners.get(event)?.delete(callback);
  const emit = (event, ...values) => listeners.get(event)?.forEach((callback) => callback(...values));
  const once = (event, callback) => {
    const first = (...values) => {
      off(event, first);
      callback?.(...values);
    };
    on(event, first);
  };

  function parsed(text) {
    try {
      return JSON.parse(text);
    } catch {
      return text;
    }
  }

  function button(setup, event, names) {
    const state = { is_visible: false, ...names };
    const change = (values) => {
      Object.assign(state, values);
      post(setup, state);
      return found;
    };
    const found = {
      show: () => change({ is_visible: true }),
      hide: () => change({ is_visible: false }),
      enable: () => change({ is_active: true }),
      disable: () => change({ is_active: false }),
      setText: (text) => change({ text }),
      setParams: (values) => change(values),
      showProgress: () => change({ is_progress_visible: true, is_active: false }),
      hideProgress: () => change({ is_progress_visible: false, is_active: true }),
      onClick: (callback) => (on(event, callback), found),
      offClick: (callback) => (off(event, callback), found),
      get isVisible() {
        return state.is_visible;
      },
    };
    return found;
  }

  const nothing = () => undefined;
  const app = {
    initData,
    initDataUnsafe: Object.fromEntries(
      [...new URLSearchParams(initData)].map(([name, value]) => [name, name === "hash" ? value : parsed(value)]),
    ),
    version: launch.get("tgWebAppVersion") ?? "6.0",
    platform: launch.get("tgWebAppPlatform") ?? "unknown",
    themeParams: parsed(launch.get("tgWebAppThemeParams") ?? "{}"),
    isExpanded: true,
    get colorScheme() {
      const red = Number.parseInt(String(app.themeParams.bg_color ?? "#ffffff").slice(1, 3), 16);
      return red < 128 ? "dark" : "light";
    },
    get viewportHeight() {
      return innerHeight;
    },
    get viewportStableHeight() {
      return innerHeight;
    },
    MainButton: button("web_app_setup_main_button", "mainButtonClicked", { is_active: true, text: "" }),
    BackButton: button("web_app_setup_back_button", "backButtonClicked", {}),
    HapticFeedback: {
      impactOccurred: nothing,
      notificationOccurred: nothing,
      selectionChanged: nothing,
    },
    isVersionAtLeast: (version) => Number.parseFloat(app.version) >= Number.parseFloat(version),
    ready: () => post("web_app_ready"),
    expand: () => post("web_app_expand"),
    close: () => post("web_app_close"),
    setHeaderColor: nothing,
    setBackgroundColor: nothing,
    enableClosingConfirmation: () => post("web_app_setup_closing_behavior", { need_confirmation: true }),
    disableClosingConfirmation: () => post("web_app_setup_closing_behavior", { need_confirmation: false }),
    sendData: (data) => post("web_app_data_send", { data }),
    openLink: (url) => post("web_app_open_link", { url }),
    openTelegramLink(url) {
      const { pathname, search } = new URL(url);
      post("web_app_open_tg_link", { path_full: pathname + search });
    },
    showPopup(popup, callback) {
      once("popupClosed", ({ button_id: id }) => callback?.(id ?? null));
      post("web_app_open_popup", popup);
    },
    showAlert: (message, callback) =>
      app.showPopup({ message, buttons: [{ id: "ok", type: "ok" }] }, () => callback?.()),
    showConfirm: (message, callback) =>
      app.showPopup(
        { message, buttons: [{ id: "ok", type: "ok" }, { id: "", type: "cancel" }] },
        (id) => callback?.(id === "ok"),
      ),
    showScanQrPopup(_popup, callback) {
      once("qrTextReceived", ({ data }) => callback?.(data));
      post("web_app_open_scan_qr_popup");
    },
    closeScanQrPopup: () => post("web_app_close_scan_qr_popup"),
    onEvent: on,
    offEvent: off,
  };

  const HEARD = {
    main_button_pressed: () => emit("mainButtonClicked"),
    back_button_pressed: () => emit("backButtonClicked"),
    popup_closed: (data) => emit("popupClosed", data ?? {}),
    qr_text_received: (data) => emit("qrTextReceived", data),
    scan_qr_popup_closed: () => emit("scanQrPopupClosed"),
    viewport_changed: (data) => emit("viewportChanged", { isStateStable: data?.is_state_stable }),
    theme_changed(data) {
      app.themeParams = data.theme_params;
      colours();
      emit("themeChanged");
    },
  };

  addEventListener("message", ({ source, data }) => {
    if (source !== window.parent) return;
    const { eventType, eventData } = parsed(data) ?? {};
    if (Object.hasOwn(HEARD, eventType)) HEARD[eventType](eventData);
  });

  /** Telegram's colours as CSS variables, --tg-theme-bg-color and the like. */
  function colours() {
    for (const [name, colour] of Object.entries(app.themeParams))
      document.documentElement.style.setProperty(`--tg-theme-${name.replaceAll("_", "-")}`, colour);
  }

  colours();
  window.Telegram = { ...window.Telegram, WebApp: app };
})();
