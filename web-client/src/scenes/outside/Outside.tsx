import { Button, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useLocation } from "react-router-dom";
import { decideOutside, outsidePicture, seeOutside, type OutsidePart } from "../../api/outside";
import { LanguageSwitch, ThemeSwitch } from "../../frame/TopLine";
import { useI18n } from "../../i18n";
import type { Feed } from "../../models/feed";
import { offsetName } from "../../models/zone";
import { PlatformBadge, platformName } from "../../parts/PlatformBadge";
import { Preview } from "../../parts/Preview";
import classes from "./outside.module.css";

/** `/outside#token`: one post for somebody who has a link to it and no account. What stands behind # is sent to no server by itself. */
export default function Outside() {
  const { t, say, sayProblem } = useI18n();
  const queries = useQueryClient();
  const link = useLocation().hash.slice(1);
  const key = ["outside", link];
  const seen = useQuery({ queryKey: key, queryFn: () => seeOutside(link), retry: false, staleTime: Infinity, refetchOnWindowFocus: false });
  const [said, setSaid] = useState<boolean | null>(null);
  useEffect(() => {
    document.title = `${t("outside.title")} · Septet`;
  }, [t]);
  const post = seen.data;
  const zone = post?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const when = (at: string) => say.moment(at, zone);
  return (
    <div className={classes.page}>
      <header className={classes.top}>
        <img src="/septet.svg" alt="" width={24} height={24} />
        <h1>{t("outside.title")}</h1>
        <span className={classes.corner}><LanguageSwitch /><ThemeSwitch /></span>
      </header>
      <main className={classes.main}>
        {seen.isPending && <div className={classes.shape} aria-busy="true" aria-label={t("app.loading")} />}
        {seen.isError && <p className={classes.problem} role="alert">{sayProblem(seen.error)}</p>}
        {post && (
          <>
            <p className={classes.lead}>{t("outside.due", { when: `${when(post.due)} (${offsetName(zone, Date.parse(post.due))})` })}</p>
            {said !== null && <p className={classes.said} role="status">{t(said ? "outside.approved" : "outside.rejected")}</p>}
            <div className={classes.parts}>
              {post.parts.map((part) => <Part key={part.feed} link={link} part={part} when={when(post.due)} />)}
            </div>
            {post.decides ? (
              <Decide link={link} stage={post.decides} onDone={(after, approved) => {
                queries.setQueryData(key, after);
                setSaid(approved);
                window.scrollTo({ top: 0 });
              }} />
            ) : said === null && <p className={classes.lead}>{t("outside.showsOnly")}</p>}
            <p className={classes.foot}>{t("outside.expires", { when: `${when(post.expires)} (${offsetName(zone, Date.parse(post.expires))})` })}</p>
          </>
        )}
      </main>
    </div>
  );
}

function Part({ link, part, when }: { link: string; part: OutsidePart; when: string }) {
  const pictures = useQuery({
    queryKey: ["outside", link, part.feed], retry: false, staleTime: Infinity,
    queryFn: () => Promise.all(part.pictures.map((_, n) => outsidePicture(link, part.feed, n))),
  });
  const name = platformName(part.platform);
  // Names of accounts are the members' business; the platform is what a reader needs to know.
  const feed: Feed = {
    id: part.feed, platform: part.platform, name, account: "", link: null, avatar: null, health: "ok", healthReason: null, version: 0,
    capabilities: { text: { limit: 0, counting: "characters" }, images: { most: 0, types: [], bytes: 0 } },
  };
  return (
    <section aria-label={name}>
      <h2><PlatformBadge platform={part.platform} size={16} /> {name}</h2>
      <Preview
        feed={feed} text={part.text} when={when}
        settings={{ warning: part.warning ?? "", visibility: part.visibility ?? "public", language: part.language ?? "" }}
        pictures={(pictures.data ?? []).map((src, n) => ({ id: `${n}`, altText: part.pictures[n]?.altText ?? "", src }))}
      />
    </section>
  );
}

function Decide({ link, stage, onDone }: { link: string; stage: string; onDone: (after: Awaited<ReturnType<typeof decideOutside>>, approved: boolean) => void }) {
  const { t, sayProblem } = useI18n();
  const [name, setName] = useState("");
  const [note, setNote] = useState("");
  const [missing, setMissing] = useState<"name" | "note" | null>(null);
  const run = useMutation({
    mutationFn: (approved: boolean) => decideOutside(link, { approved, name: name.trim(), note }),
    onSuccess: (after, approved) => onDone(after, approved),
  });
  const decide = (approved: boolean) => {
    const lacks = !name.trim() ? "name" : !approved && !note.trim() ? "note" : null;
    setMissing(lacks);
    if (!lacks && !run.isPending) run.mutate(approved);
  };
  return (
    <section className={classes.decide} aria-labelledby="decide">
      <h2 id="decide">{t("outside.decide", { stage })}</h2>
      <TextInput label={t("outside.name")} description={t("outside.nameHint")} autoComplete="name" maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} error={missing === "name" ? t("outside.nameNeeded") : undefined} />
      <Textarea label={t("outside.note")} rows={3} maxLength={2000} value={note} onChange={(event) => setNote(event.currentTarget.value)} error={missing === "note" ? t("outside.noteNeeded") : undefined} />
      {run.isError && <p className={classes.problem} role="alert">{sayProblem(run.error)}</p>}
      <div className={classes.acts}>
        <Button loading={run.isPending && run.variables} onClick={() => decide(true)}>{t("approval.approve")}</Button>
        <Button variant="default" loading={run.isPending && !run.variables} onClick={() => decide(false)}>{t("approval.reject")}</Button>
      </div>
      <p className={classes.foot}>{t("outside.final")}</p>
    </section>
  );
}
