import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { changePost, copyPost, deletePost, fetchPost, schedulePost } from "../../api/posts";
import { keys } from "../../api/queries";
import { useI18n } from "../../i18n";
import type { CalendarItem, Post } from "../../models/post";
import { offsetDateTime } from "../../models/zone";
import { hideToast, toast } from "../../parts/toast";
import { uniqueKey } from "../../parts/uniqueKey";
import classes from "./calendar.module.css";

/**
 * Moves a post to another time: at once on the screen, then on the server, with a way back. A refusal puts the card
 * where it was and says why.
 */
export function useMove() {
  const { t, say, sayProblem } = useI18n();
  const queries = useQueryClient();

  return useCallback(
    (item: CalendarItem, to: number) => {
      const place = (at: string) =>
        queries.setQueriesData<CalendarItem[]>({ queryKey: keys.calendar }, (items) =>
          items?.map((one) => (one.post === item.post ? { ...one, due: at } : one)),
        );
      const put = async (at: number) => {
        const zone = item.zone ?? say.zone;
        const due = offsetDateTime(zone, at);
        if (item.state === "DRAFT" || item.state === "REJECTED") {
          const post = await fetchPost(item.post);
          await changePost(item.post, post.version, { due, zone });
        } else {
          await schedulePost(item.post, due, zone);
        }
      };
      const go = async (at: number, from: number, back: boolean) => {
        await queries.cancelQueries({ queryKey: keys.calendar });
        place(new Date(at).toISOString());
        try {
          await put(at);
        } catch (failure) {
          place(new Date(from).toISOString());
          toast(sayProblem(failure), "problem");
          return;
        } finally {
          void queries.invalidateQueries({ queryKey: keys.calendar });
          void queries.invalidateQueries({ queryKey: keys.post(item.post) });
        }
        if (back) {
          toast(t("calendar.movedBack", { time: say.moment(at) }));
          return;
        }
        offerUndo(t("calendar.moved", { time: say.moment(at) }), t("app.undo"), () => void go(from, at, true));
      };
      void go(to, Date.parse(item.due), false);
    },
    [queries, say, sayProblem, t],
  );
}

/** Puts a copy at another time, as a draft: nothing goes out twice because of one gesture. */
export function useCopy() {
  const { t, say, sayProblem } = useI18n();
  const queries = useQueryClient();

  return useCallback(
    async (item: CalendarItem, to: number) => {
      const zone = item.zone ?? say.zone;
      const renew = () => {
        void queries.invalidateQueries({ queryKey: keys.calendar });
        void queries.invalidateQueries({ queryKey: keys.posts });
      };
      const takeBack = async (copy: Post) => {
        try {
          await deletePost(copy.id, copy.version);
          toast(t("calendar.copyGone"));
        } catch (failure) {
          toast(sayProblem(failure), "problem");
        }
        renew();
      };
      try {
        const copy = await copyPost(await fetchPost(item.post), offsetDateTime(zone, to), zone, uniqueKey());
        offerUndo(t("calendar.copied", { time: say.moment(to) }), t("app.undo"), () => void takeBack(copy));
      } catch (failure) {
        toast(sayProblem(failure), "problem");
      }
      renew();
    },
    [queries, say, sayProblem, t],
  );
}

function offerUndo(sentence: string, word: string, undo: () => void) {
  const shown = toast(
    <span className={classes.moved}>
      {sentence}
      <Button
        size="compact-xs"
        variant="light"
        onClick={() => {
          hideToast(shown);
          undo();
        }}
      >
        {word}
      </Button>
    </span>,
  );
}
