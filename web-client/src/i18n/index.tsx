import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from "react";
import { Problem } from "../api/http";
import { dates, type Dates } from "./dates";
import { en, type Key } from "./en";
import { format, type Values } from "./format";
import { wordProblem, type Translate } from "./problems";
import { zh } from "./zh";

export type Language = "en" | "zh-CN";

export const LANGUAGES: { code: Language; name: string }[] = [
  { code: "en", name: "English" },
  { code: "zh-CN", name: "简体中文" },
];

const MESSAGES: Record<Language, Record<Key, string>> = { en, "zh-CN": zh };
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
  const [language, choose] = useState<Language>(firstLanguage);
  const [zone, setZone] = useState(() => Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC");

  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const setLanguage = useCallback((next: Language) => {
    choose(next);
    try {
      localStorage.setItem(STORED, next);
    } catch {
      // Then it lasts for this visit only.
    }
  }, []);

  const value = useMemo<I18n>(() => {
    const t: Translate = (key: Key, values?: Values) => format(MESSAGES[language][key], language, values);
    return {
      language,
      setLanguage,
      t,
      say: dates(language, zone),
      sayProblem: (failure) =>
        failure instanceof Problem ? wordProblem(failure, t) : t("problem.unknown", { status: String(failure) }),
    };
  }, [language, setLanguage, zone]);

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
