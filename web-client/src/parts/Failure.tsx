import { Button } from "@mantine/core";
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useI18n } from "../i18n";
import classes from "./parts.module.css";

/** A part of a screen that could not be loaded: what happened, why, and the way to try again. */
export function Failure({ title, failure, retry }: { title: string; failure: unknown; retry: () => void }) {
  const { t, sayProblem } = useI18n();
  return (
    <div className={classes.notice} role="alert">
      <TriangleAlert size={20} aria-hidden="true" />
      <div>
        <strong>{title}</strong>
        <p>{sayProblem(failure)}</p>
        <Button size="xs" variant="default" onClick={retry}>{t("app.retry")}</Button>
      </div>
    </div>
  );
}

/** Nothing to show yet: what to do next, with the button to do it. */
export function Empty({ title, hint, children }: { title: string; hint?: string; children?: ReactNode }) {
  return (
    <div className={classes.empty}>
      <p className={classes.emptyTitle}>{title}</p>
      {hint && <p>{hint}</p>}
      {children}
    </div>
  );
}
