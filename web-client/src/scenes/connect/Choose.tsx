import { Button, Checkbox } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link, useNavigate, useParams } from "react-router-dom";
import { chooseAccounts, fetchAttempt } from "../../api/feeds";
import { Problem } from "../../api/http";
import { keys, useFeeds } from "../../api/queries";
import { useI18n } from "../../i18n";
import type { Key } from "../../i18n/en";
import type { Attempt, Choice } from "../../models/connect";
import { Empty } from "../../parts/Failure";
import { PlatformBadge, platformName } from "../../parts/PlatformBadge";
import { toast } from "../../parts/toast";
import { Stopped } from "./Callback";
import classes from "./connect.module.css";
import { dropWanted, lookWanted } from "./handed";
import { Told } from "./Told";

/** `/feeds/connect/attempts/:id`: what the person who agreed may post to, to choose from. */
export default function Choose() {
  const { t } = useI18n();
  const { id = "" } = useParams();
  const attempt = useQuery({ queryKey: keys.attempt(id), queryFn: () => fetchAttempt(id), staleTime: Infinity, gcTime: 0 });
  const [wanted] = useState(lookWanted);
  if (attempt.isError) {
    const gone = attempt.error instanceof Problem && attempt.error.status === 404;
    return <Stopped wanted={wanted} problem={gone ? new Problem("connect-state-invalid", 422, "") : attempt.error} retry={gone ? undefined : () => void attempt.refetch()} />;
  }
  if (!attempt.data) return <div className={classes.stopped} aria-busy="true" aria-label={t("app.loading")} />;
  const again = attempt.data.feed;
  if (again && !attempt.data.choices.some((one) => one.feed === again)) return <OtherAccount attempt={attempt.data} />;
  return again ? <Again attempt={attempt.data} /> : <Chooser attempt={attempt.data} />;
}

function useChoose(attempt: Attempt) {
  const { t } = useI18n();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (choices: string[]) => chooseAccounts(attempt.id, choices),
    onSuccess: async (feeds) => {
      dropWanted();
      await queries.invalidateQueries({ queryKey: keys.feeds });
      toast(t(attempt.feed ? "connect.doneAgain" : "connect.done", { feeds: feeds.map((one) => one.name).join(", "), count: feeds.length }));
      navigate("/feeds", { replace: true });
    },
  });
}

/** A feed is connected again: there is nothing to choose when its account is among those of the login. */
function Again({ attempt }: { attempt: Attempt }) {
  const { t } = useI18n();
  const choose = useChoose(attempt);
  const own = attempt.choices.find((one) => one.feed === attempt.feed)!.id;
  const { mutate } = choose;
  const sent = useRef(false);
  useEffect(() => {
    if (!sent.current) mutate([own]);
    sent.current = true;
  }, [mutate, own]);
  if (choose.isError) return <Stopped wanted={wantedOf(attempt)} problem={choose.error} retry={unanswered(choose.error) ? () => mutate([own]) : undefined} />;
  return (
    <div className={classes.stopped} aria-busy="true" role="status">
      <p className={classes.waitingWord}>{t("connect.finishing", { platform: platformName(attempt.platform) })}</p>
    </div>
  );
}

/** Another account was signed in at the platform than the feed's. */
function OtherAccount({ attempt }: { attempt: Attempt }) {
  const { t } = useI18n();
  const feeds = useFeeds();
  const feed = feeds.data?.find((one) => one.id === attempt.feed);
  return (
    <Stopped wanted={wantedOf(attempt)} problem={new Problem("connect-other-account", 422, "")}>
      {feed && <p>{t("connect.otherAccountWas", { feed: feed.name, account: feed.account, others: attempt.choices.map((one) => one.account || one.name).join(", ") || t("app.none") })}</p>}
    </Stopped>
  );
}

function Chooser({ attempt }: { attempt: Attempt }) {
  const { t } = useI18n();
  const choose = useChoose(attempt);
  const { choices } = attempt;
  const [chosen, setChosen] = useState<string[]>(() => (choices.length === 1 ? [choices[0]!.id] : []));
  const platform = platformName(attempt.platform);

  if (choices.length === 0) {
    const hint = `connect.none.${attempt.platform}`;
    return (
      <div className={classes.scene}>
        <Empty title={t("connect.noneToChoose", { platform })} hint={t.message(hint) === undefined ? undefined : t(hint as Key)}>
          <Button component={Link} to="/feeds/connect">{t("connect.toConnect")}</Button>
        </Empty>
      </div>
    );
  }
  if (choose.isError && choose.error instanceof Problem && (choose.error.type === "connect-state-invalid" || choose.error.status === 404)) {
    return <Stopped wanted={wantedOf(attempt)} problem={new Problem("connect-state-invalid", 422, "")} />;
  }
  return (
    <div className={classes.scene}>
      <form
        className={classes.column}
        onSubmit={(event) => {
          event.preventDefault();
          if (chosen.length > 0) choose.mutate(chosen);
        }}
      >
        <h2 className={classes.withBadge}><PlatformBadge platform={attempt.platform} size={24} /> {t("connect.choose", { platform })}</h2>
        <p className={classes.lead}>{t("connect.chooseLead", { count: choices.length })}</p>
        <fieldset className={classes.choices}>
          <legend className="visually-hidden">{t("connect.choose", { platform })}</legend>
          {choices.map((choice) => (
            <ChoiceRow
              key={choice.id}
              choice={choice}
              on={chosen.includes(choice.id)}
              onToggle={() => setChosen((before) => (before.includes(choice.id) ? before.filter((one) => one !== choice.id) : [...before, choice.id]))}
            />
          ))}
        </fieldset>
        {choose.isError && <Told failure={choose.error} />}
        <div className={classes.actions}>
          {chosen.length === 0 && <span id="choose-why" className={classes.why}>{t("connect.chooseFirst")}</span>}
          <Button component={Link} to="/feeds/connect" variant="default">{t("app.cancel")}</Button>
          <Button type="submit" disabled={chosen.length === 0} loading={choose.isPending} aria-describedby={chosen.length === 0 ? "choose-why" : undefined}>
            {t("connect.connectCount", { count: chosen.length })}
          </Button>
        </div>
      </form>
    </div>
  );
}

function ChoiceRow({ choice, on, onToggle }: { choice: Choice; on: boolean; onToggle: () => void }) {
  const { t } = useI18n();
  const [broken, setBroken] = useState(false);
  // The Content-Security-Policy allows pictures of our own origin only: a platform's would not be shown anyway.
  const own = choice.avatar?.startsWith("/") ? choice.avatar : null;
  return (
    <label className={classes.choice} data-on={on || undefined}>
      <Checkbox checked={on} onChange={onToggle} aria-label={choice.name} aria-describedby={`choice-${choice.id}`} />
      <span className={classes.face} aria-hidden="true">
        {own && !broken ? <img src={own} alt="" onError={() => setBroken(true)} /> : Array.from(choice.name)[0]}
      </span>
      <span className={classes.who} id={`choice-${choice.id}`}>
        <strong>{choice.name}</strong>
        <span>{choice.account && `${choice.account} · `}{t.message(`connect.kind.${choice.kind}`) === undefined ? choice.kind : t(`connect.kind.${choice.kind}`)}</span>
      </span>
      {choice.feed && <span className={classes.known}>{t(on ? "connect.willBeAgain" : "connect.isConnected")}</span>}
    </label>
  );
}

const unanswered = (failure: unknown) => failure instanceof Problem && (failure.status === 0 || failure.status >= 500);

const wantedOf = (attempt: Attempt) => ({ platform: attempt.platform, ...(attempt.server && !attempt.feed && { server: attempt.server }), ...(attempt.feed && { feed: attempt.feed }) });
