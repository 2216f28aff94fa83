import type { MantineColorScheme, MantineColorSchemeManager } from "@mantine/core";

const KEY = "septet.theme";

/** Keeps the chosen theme where `public/theme.js` looks for it before the first paint. */
export const schemeManager: MantineColorSchemeManager = {
  get: (fallback) => {
    try {
      const found = localStorage.getItem(KEY);
      return found === "light" || found === "dark" || found === "auto" ? found : fallback;
    } catch {
      return fallback;
    }
  },
  set: (value: MantineColorScheme) => {
    try {
      localStorage.setItem(KEY, value);
    } catch {
      // Storage is switched off: the choice lasts for this visit.
    }
  },
  subscribe: () => undefined,
  unsubscribe: () => undefined,
  clear: () => {
    try {
      localStorage.removeItem(KEY);
    } catch {
      // Nothing was kept.
    }
  },
};
