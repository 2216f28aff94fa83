import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { Problem } from "../api/http";
import { dates, type Dates } from "./dates";
import type { Key } from "./en";
import { translator, wordProblem, type Translate } from "./problems";

export type Language = "en" | "zh-CN";

export const LANGUAGES: { code: Language; name: string }[] = [
  { code: "en", name: "English" },
  { code: "zh-CN", name: "简体中文" },
];

/** Each language is loaded when it is chosen. */
const MESSAGES: Partial<Record<Language, Record<Key, string>>> = {};
const LOADERS: Record<Language, () => Promise<Record<Key, string>>> = {
  en: () => import("./en").then((loaded) => loaded.en),
  "zh-CN": () => import("./zh").then((loaded) => loaded.zh),
};
const STORED = "septet.language";

type I18n = {
  language: Language;
  setLanguage: (language: Language) => void;
  t: Translate;
  /** Dates, times and numbers in the chosen language and the workspace's zone. */
  say: Dates;
  /** Any failure in one sentence. */
  sayProblem: (failure: unknown) => string;
};

const Context = createContext<I18n | null>(null);

function firstLanguage(): Language {
  try {
    const stored = localStorage.getItem(STORED);
    if (stored === "en" || stored === "zh-CN") return stored;
  } catch {
    // Storage is switched off: go by the browser.
  }
  return navigator.languages.some((one) => one.toLowerCase().startsWith("zh")) ? "zh-CN" : "en";
}

export function I18nProvider({ children }: { children: ReactNode }) {
  const [asked, choose] = useState<Language>(firstLanguage);
  // The language on the screen: the asked one as soon as it is there, so that no screen is half in each.
  const [language, show] = useState<Language | null>(() => (MESSAGES[asked] ? asked : null));
  const [zone, setZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC");

  useEffect(() => {
    let left = false;
    const load = MESSAGES[asked] ? Promise.resolve(MESSAGES[asked]) : LOADERS[asked]();
    load
      .then((messages) => {
        MESSAGES[asked] = messages;
        if (!left) show(asked);
      })
      .catch(async () => {
        // Better another language than none.
        MESSAGES.en ??= await LOADERS.en();
        if (!left) show((before) => before ?? "en");
      });
    return () => {
      left = true;
    };
  }, [asked]);

  useEffect(() => {
    if (language) document.documentElement.lang = language;
  }, [language]);

  const setLanguage = useCallback((next: Language) => {
    choose(next);
    try {
      localStorage.setItem(STORED, next);
    } catch {
      // Then it lasts for this visit only.
    }
  }, []);

  const value = useMemo<I18n | null>(() => {
    if (!language) return null;
    const messages = MESSAGES[language];
    if (!messages) return null;
    const t = translator(messages, language);
    return {
      language,
      setLanguage,
      t,
      say: dates(language, zone),
      sayProblem: (failure) =>
        failure instanceof Problem ? wordProblem(failure, t) : t("problem.unknown", { status: String(failure) }),
    };
  }, [language, setLanguage, zone]);

  if (!value) return null;
  return (
    <ZoneContext.Provider value={setZone}>
      <Context.Provider value={value}>{children}</Context.Provider>
    </ZoneContext.Provider>
  );
}

const ZoneContext = createContext<(zone: string) => void>(() => undefined);

/** Called by the frame once the workspace is known: from then on its zone is the one shown. */
export function useShownZone(zone: string | undefined): void {
  const setZone = useContext(ZoneContext);
  useEffect(() => {
    if (zone) setZone(zone);
  }, [zone, setZone]);
}

export function useI18n(): I18n {
  const found = useContext(Context);
  if (!found) throw new Error("I18nProvider is missing");
  return found;
}
