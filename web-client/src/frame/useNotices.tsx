import { useEffect, useRef } from "react";
import { useNavigate } from "react-router-dom";
import { troubles, type Trouble } from "../api/live";
import { fetchPost } from "../api/posts";
import { client, keys, useFeeds } from "../api/queries";
import { useI18n } from "../i18n";
import { atLeast, type Session } from "../models/session";
import { hideToast, toast } from "../parts/toast";
import classes from "./frame.module.css";

/** Waited for more of the same before anything is said, in milliseconds: a platform that is down strikes many at once. */
const GATHER = 1_500;
const SHORT = 60;

/** Tells those who can do something about it, and the author, as soon as a delivery needs a person. */
export function useNotices(session: Session): void {
  const { t } = useI18n();
  const navigate = useNavigate();
  const feeds = useFeeds();
  const latest = useRef({ t, feeds: feeds.data, navigate });
  latest.current = { t, feeds: feeds.data, navigate };
  const { id: me } = session.member;
  const asked = atLeast(session.workspace.role, "MANAGER");

  useEffect(() => {
    const gathered = new Map<string, Trouble>();
    const told = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;

    const isMine = async (trouble: Trouble) => {
      if (asked) return true;
      const { post } = trouble.delivery;
      // What cannot be read is not told about: it stands in the list all the same.
      const read = await client.fetchQuery({ queryKey: keys.post(post), queryFn: () => fetchPost(post), staleTime: 30_000 }).catch(() => null);
      return read?.author?.id === me;
    };
    const tell = async () => {
      timer = undefined;
      const all = [...gathered.values()];
      gathered.clear();
      const mine = (await Promise.all(all.map(async (one) => ((await isMine(one)) ? [one] : [])))).flat();
      const first = mine[0];
      if (!first) return;
      const { t, feeds, navigate } = latest.current;
      const { delivery } = first;
      const feed = feeds?.find((one) => one.id === delivery.feed)?.name ?? delivery.platform;
      const kind = delivery.state === "REVIEW" ? "review" : delivery.state === "MISSED" ? "missed" : "failed";
      const text = first.text.length > SHORT ? `${Array.from(first.text).slice(0, SHORT).join("")}…` : first.text;
      const said = mine.length > 1 ? t("notice.several", { count: mine.length }) : t(text ? `notice.${kind}` : `notice.${kind}NoText`, { feed, text });
      const goal = mine.length > 1 ? "/needs" : `/needs#d-${delivery.id}`;
      const go = () => {
        hideToast(shown);
        navigate(goal);
      };
      const shown = toast(
        <span>
          {said} <button type="button" className={classes.toastGo} onClick={go}>{t("notice.look")}</button>
        </span>,
        "notice",
      );
    };
    const onTrouble = (event: Event) => {
      const trouble = (event as CustomEvent<Trouble>).detail;
      // After an interruption the server tells some of it again.
      const once = `${trouble.delivery.id} ${trouble.delivery.version}`;
      if (told.has(once)) return;
      told.add(once);
      gathered.set(trouble.delivery.id, trouble);
      timer ??= setTimeout(() => void tell(), GATHER);
    };
    troubles.addEventListener("trouble", onTrouble);
    return () => {
      clearTimeout(timer);
      troubles.removeEventListener("trouble", onTrouble);
    };
  }, [me, asked]);
}
