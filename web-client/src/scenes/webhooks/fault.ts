import { useI18n } from "../../i18n";
import { faultKind, serverOf } from "../../models/webhook";

/** Says why there was no answer, in the reader's language where the reason is known. */
export function useFault(): (fault: string, url: string) => string {
  const { t } = useI18n();
  return (fault, url) => {
    const kind = faultKind(fault);
    return kind ? t(`reason.${kind}`, { platform: serverOf(url) }) : fault;
  };
}
