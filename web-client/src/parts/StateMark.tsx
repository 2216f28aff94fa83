import {
  Ban, CalendarX2, CircleCheck, CircleHelp, CirclePause, CircleSlash2, CircleX, Clock, Hourglass, LoaderCircle, PencilLine, ScanSearch, Send, Undo2, UserRoundCheck, UserRoundX,
  type LucideIcon,
} from "lucide-react";
import { useI18n } from "../i18n";
import type { Shown } from "../models/states";
import classes from "./parts.module.css";

const ICONS: Record<Shown, LucideIcon> = {
  draft: PencilLine,
  rejected: UserRoundX,
  approval: UserRoundCheck,
  scheduled: Clock,
  sending: Send,
  waiting: Hourglass,
  unclear: ScanSearch,
  processing: LoaderCircle,
  live: CircleCheck,
  review: CircleHelp,
  failed: CircleX,
  missed: CalendarX2,
  held: CirclePause,
  cancelled: Ban,
  dropped: CircleSlash2,
  retracted: Undo2,
};

/** A state: colour, icon and word together; `brief` leaves the word to screen readers where space is short, `mute` leaves it out beside a label that says it. */
export function StateMark({ shown, brief = false, mute = false, word }: { shown: Shown; brief?: boolean; mute?: boolean; word?: string }) {
  const { t } = useI18n();
  const Icon = ICONS[shown];
  if (mute) return <span className={classes.state} data-shown={shown}><Icon size={14} strokeWidth={2.2} aria-hidden="true" /></span>;
  const said = word ?? t(`state.${shown}`);
  return (
    <span className={classes.state} data-shown={shown} data-brief={brief || undefined} title={brief ? said : undefined}>
      <Icon size={14} strokeWidth={2.2} aria-hidden="true" />
      <span className={brief ? "visually-hidden" : undefined}>{said}</span>
    </span>
  );
}
