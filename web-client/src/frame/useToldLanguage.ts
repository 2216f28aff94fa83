import { useEffect, useRef } from "react";
import { changeProfile } from "../api/profile";
import { client, keys, useProfile } from "../api/queries";
import { useI18n } from "../i18n";

/** Lets a member's mail be in the language they chose here: at first the one they see, later the one they change to. */
export function useToldLanguage(): void {
  const { language } = useI18n();
  const profile = useProfile().data;
  const first = useRef(language);
  useEffect(() => {
    if (!profile || profile.language === language) return;
    if (profile.language !== null && first.current === language) return;
    first.current = language;
    // One that could not be told is told with the next visit or change.
    changeProfile({ language }).then((told) => client.setQueryData(keys.profile, told)).catch(() => undefined);
  }, [profile, language]);
}
