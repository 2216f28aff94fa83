import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CirclePause } from "lucide-react";
import { lazy, Suspense } from "react";
import { keys, useFeeds, useHolds, useMembers } from "../api/queries";
import { removeHold } from "../api/session";
import { useI18n } from "../i18n";
import type { Hold } from "../models/session";
import { toast } from "../parts/toast";
import { useOpened } from "../parts/useOpened";
import classes from "./frame.module.css";
import { useMe } from "./session";

const AskHold = lazy(() => import("./AskHold"));

const stopsAll = (hold: Hold) => hold.scope === "workspace" || hold.scope === "everything";

/** Stops all publishing of the workspace, after a reason; releasing is in the banner and here. */
export function HoldSwitch() {
  const { t } = useI18n();
  const { may } = useMe();
  const holds = useHolds();
  const release = useRelease();
  const [asking, asked, ask] = useOpened();
  const on = holds.data?.some(stopsAll) ?? false;

  if (on) {
    const standing = holds.data?.filter((hold) => stopsAll(hold) && may(hold.scope === "everything" ? "OWNER" : "MANAGER")) ?? [];
    return (
      <Button
        size="xs" h={32} color="red.9" role="switch" aria-checked="true" className={classes.onHold} title={t("hold.release")}
        onClick={() => release.mutate(standing.map((hold) => hold.id))} loading={release.isPending} disabled={standing.length === 0}
      >
        <CirclePause size={16} aria-hidden="true" /> <span className={classes.word}>{t("hold.on")}</span>
      </Button>
    );
  }
  return (
    <>
      <Button size="xs" h={32} variant="default" role="switch" aria-checked="false" className={classes.holdButton} onClick={() => ask(true)} disabled={holds.isPending}>
        <CirclePause size={16} aria-hidden="true" /> <span className={classes.word}>{t("hold.button")}</span>
      </Button>
      {asked && (
        <Suspense fallback={null}>
          <AskHold opened={asking} onClose={() => ask(false)} />
        </Suspense>
      )}
    </>
  );
}

function useRelease() {
  const { t, sayProblem } = useI18n();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (ids: string[]) => Promise.all(ids.map(removeHold)),
    onSuccess: () => toast(t("hold.released")),
    onError: (failure) => toast(sayProblem(failure), "problem"),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.holds }),
  });
}

/** The red edge over everything while something is on hold, saying what, why and by whom. */
export function HoldBanner() {
  const { t, say } = useI18n();
  const { may } = useMe();
  const holds = useHolds();
  const members = useMembers();
  const feeds = useFeeds();
  const release = useRelease();
  if (!holds.data?.length) return null;

  const what = (hold: Hold) => {
    switch (hold.scope) {
      case "everything": return t("hold.everything", { reason: hold.reason });
      case "feed": return t("hold.feedBanner", { feed: feeds.data?.find((feed) => feed.id === hold.scopeId)?.name ?? hold.scopeId ?? "", reason: hold.reason });
      case "label": return t("hold.labelBanner", { label: hold.scopeId ?? "", reason: hold.reason });
      default: return t("hold.banner", { reason: hold.reason });
    }
  };
  return (
    <div className={classes.holds} role="alert">
      {holds.data.map((hold) => {
        const name = members.data?.find((member) => member.id === hold.by)?.name;
        return (
          <div key={hold.id} className={classes.hold}>
            <CirclePause size={16} aria-hidden="true" />
            <strong>{what(hold)}</strong>
            {name && <span>{t("hold.bannerBy", { name, time: say.time(hold.at) })}</span>}
            {may(hold.scope === "everything" ? "OWNER" : "MANAGER") && (
              <Button size="compact-xs" variant="white" color="red.9" onClick={() => release.mutate([hold.id])} loading={release.isPending && release.variables.includes(hold.id)}>
                {t("hold.release")}
              </Button>
            )}
          </div>
        );
      })}
    </div>
  );
}
