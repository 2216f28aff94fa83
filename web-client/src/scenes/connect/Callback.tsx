import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleX } from "lucide-react";
import { useEffect, useState, type ReactNode } from "react";
import { Link, useNavigate } from "react-router-dom";
import { completeConsent } from "../../api/feeds";
import { Problem } from "../../api/http";
import { keys } from "../../api/queries";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import { platformName } from "../../parts/PlatformBadge";
import { useBegin } from "./begin";
import classes from "./connect.module.css";
import { lookAnswer, lookWanted, takeAnswer, type Answer, type Wanted } from "./handed";
import { Scopes } from "./Scopes";
import { quoted, Told } from "./Told";

/** `/feeds/connect/callback`: where a platform sends people back to. What it handed over is spent at once. */
export default function Callback() {
  const { t } = useI18n();
  const { may } = useMe();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [answer] = useState<Answer | null>(lookAnswer);
  const [wanted] = useState<Wanted | null>(lookWanted);
  const complete = useMutation({
    mutationFn: (given: Answer) => completeConsent(given),
    onSuccess: (attempt) => {
      queries.setQueryData(keys.attempt(attempt.id), attempt);
      navigate(`/feeds/connect/attempts/${attempt.id}`, { replace: true });
    },
  });
  const { mutate } = complete;
  const allowed = may("OWNER");
  useEffect(() => {
    // Taken here and not above: React may begin to show a screen and then begin anew.
    const given = allowed ? takeAnswer() : null;
    if (given) mutate(given);
  }, [allowed, mutate]);

  if (!answer || !allowed) return <Stopped wanted={wanted} problem={null} />;
  if (complete.isError) {
    const unanswered = complete.error instanceof Problem && (complete.error.status === 0 || complete.error.status >= 500);
    return <Stopped wanted={wanted} problem={complete.error} retry={unanswered ? () => mutate(answer) : undefined} />;
  }
  return (
    <div className={classes.stopped} aria-busy="true" role="status">
      <p className={classes.waitingWord}>{wanted ? t("connect.finishing", { platform: platformName(wanted.platform) }) : t("app.loading")}</p>
    </div>
  );
}

type StoppedProps = { wanted: Wanted | null; problem: unknown; retry?: () => void; children?: ReactNode };

/** Why nothing was connected, in words, and the way on. */
export function Stopped({ wanted, problem, retry, children }: StoppedProps) {
  const { t, sayProblem } = useI18n();
  const { may } = useMe();
  const begin = useBegin();
  const platform = wanted ? platformName(wanted.platform) : t("connect.thePlatform");
  const type = problem instanceof Problem ? problem.type : null;
  const missing = problem instanceof Problem && type === "connect-scopes-missing" ? problem.missing : [];
  const title = problem === null
    ? t(may("OWNER") ? "connect.nothingHere" : "connect.ownersOnly")
    : type === "connect-declined" ? t("connect.declined", { platform })
      : type === "connect-state-invalid" ? t("connect.expired")
        : type === "connect-scopes-missing" ? t("connect.scopesMissing", { platform })
          : type === "connect-other-account" ? t("connect.otherAccount")
            : t("connect.stopped");
  const words = problem === null ? null
    : type === "connect-declined" ? t("connect.declinedHint")
      : type === "connect-state-invalid" ? t("connect.expiredHint")
        : type === "connect-scopes-missing" ? t("connect.scopesHint")
          : type === "connect-other-account" ? t("connect.otherAccountHint", { platform })
            : sayProblem(problem);
  const said = quoted(problem);
  return (
    <div className={classes.stopped}>
      <CircleX size={28} aria-hidden="true" className={classes.stoppedIcon} />
      <div role="alert">
        <h2>{title}</h2>
        {words && <p>{words}</p>}
        {said && <p><small>{said}</small></p>}
        {missing.length > 0 && <Scopes names={missing} />}
        {children}
        {begin.isError && <Told failure={begin.error} />}
      </div>
      <div className={classes.actions}>
        {may("OWNER") && (retry ? (
          <Button onClick={retry}>{t("app.retry")}</Button>
        ) : wanted ? (
          <Button loading={begin.isPending} onClick={() => begin.mutate(wanted)}>{t("connect.beginAgain")}</Button>
        ) : (
          <Button component={Link} to="/feeds/connect">{t("feeds.connect")}</Button>
        ))}
        <Button component={Link} to="/feeds" variant="default">{t("connect.toFeeds")}</Button>
      </div>
    </div>
  );
}
