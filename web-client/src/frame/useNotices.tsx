import { useEffect, useRef } from "react";
import { useNavigate } from "react-router-dom";
import { useFeeds, useNeeds } from "../api/queries";
import { useI18n } from "../i18n";
import type { Feed } from "../models/feed";
import { begun, needOf, textFor, wroteIt, type Need } from "../models/needs";
import { atLeast, type Session } from "../models/session";
import { hideToast, toast } from "../parts/toast";
import classes from "./frame.module.css";

/** Waited for more of the same before anything is said, in milliseconds: a platform that is down strikes many at once. */
const GATHER = 1_500;
const SHORT = 60;

/**
 * Tells those who can do something about it, and the author, that a delivery needs a person: whatever is new in the list of
 * what does, which events and the clock keep fresh. So nothing is missed while the stream of events is interrupted.
 */
export function useNotices(session: Session): void {
  const { t } = useI18n();
  const navigate = useNavigate();
  const feeds = useFeeds();
  const { id: me } = session.member;
  const { role } = session.workspace;
  const needs = useNeeds(atLeast(role, "EDITOR")).data;
  const latest = useRef({ t, feeds: feeds.data, navigate });
  latest.current = { t, feeds: feeds.data, navigate };
  const before = useRef<Need[] | null>(null);
  const gathered = useRef(new Map<string, Need>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    before.current = null;
    gathered.current.clear();
  }, [me, role]);

  useEffect(() => {
    if (!needs) return;
    const fresh = begun(before.current, needs).filter((one) => atLeast(role, "MANAGER") || wroteIt(one, me));
    before.current = needs;
    for (const one of fresh) gathered.current.set(one.delivery.id, one);
    if (fresh.length === 0) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      const all = [...gathered.current.values()];
      gathered.current.clear();
      if (all.length > 0) tell(all, latest.current);
    }, GATHER);
  }, [needs, me, role]);

  useCutOff(feeds.data, latest);

  useEffect(() => () => {
    clearTimeout(timer.current);
    timer.current = undefined;
  }, []);
}

/** Tells everybody at once that a feed has lost its access: whoever connected it may be sitting next door. */
function useCutOff(feeds: Feed[] | undefined, latest: { current: Words }): void {
  const before = useRef<Set<string> | null>(null);
  useEffect(() => {
    if (!feeds) return;
    const cutOff = feeds.filter((feed) => feed.health === "reconnect");
    const known = before.current;
    before.current = new Set(cutOff.map((feed) => feed.id));
    if (!known) return;
    for (const feed of cutOff.filter((one) => !known.has(one.id))) say(latest.current.t("notice.cutOff", { feed: feed.name }), "/needs", latest.current);
  }, [feeds, latest]);
}

type Words = { t: ReturnType<typeof useI18n>["t"]; feeds: { id: string; name: string }[] | undefined; navigate: ReturnType<typeof useNavigate> };

function tell(all: Need[], { t, feeds, navigate }: Words) {
  const { delivery, post } = all[0]!;
  const feed = feeds?.find((one) => one.id === delivery.feed)?.name ?? delivery.platform;
  const kind = needOf(delivery, Date.now());
  const whole = Array.from(post ? textFor(post, delivery.feed) : "");
  const text = whole.length > SHORT ? `${whole.slice(0, SHORT).join("")}…` : whole.join("");
  const one = kind === "review" || kind === "missed" ? kind : "failed";
  const said = all.length > 1 ? t("notice.several", { count: all.length }) : t(text ? `notice.${one}` : `notice.${one}NoText`, { feed, text });
  const goal = all.length > 1 ? "/needs" : `/needs#d-${delivery.id}`;
  say(said, goal, { t, navigate });
}

function say(said: string, goal: string, { t, navigate }: Pick<Words, "t" | "navigate">) {
  const shown = toast(
    <span>
      {said}{" "}
      <button
        type="button"
        className={classes.toastGo}
        onClick={() => {
          hideToast(shown);
          navigate(goal);
        }}
      >
        {t("notice.look")}
      </button>
    </span>,
    "notice",
  );
}
