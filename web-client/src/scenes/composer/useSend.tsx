import { Anchor } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { useNavigate } from "react-router-dom";
import { Problem, type FeedError } from "../../api/http";
import { submitPost } from "../../api/approvals";
import { changePost, createPost, publishPostNow, schedulePost } from "../../api/posts";
import { keys, useApprovalRules } from "../../api/queries";
import { useI18n } from "../../i18n";
import { wordFeedError } from "../../i18n/problems";
import { stagesFor } from "../../models/approval";
import type { Feed } from "../../models/feed";
import type { Post, PostAction } from "../../models/post";
import { hideToast, toast } from "../../parts/toast";
import { useNow } from "../../parts/useNow";
import { bodyOf, dueOf, patchOf, type Draft } from "./draft";
import { brokenRules, brokenTime, countAll, type Broken } from "./rules";
import type { useDraft } from "./useDraft";
import { uniqueKey } from "../../parts/uniqueKey";

export type SendAction = PostAction | "save";

type Options = { work: ReturnType<typeof useDraft>; feeds: Feed[]; post: Post | null; onDone: () => void };

/** Everything between the buttons and the server: what is wrong, which buttons there are, sending, and its answer. */
export function useSend({ work, feeds, post, onDone }: Options) {
  const { t, say, sayProblem } = useI18n();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const now = useNow(5_000);
  const [uploading, setUploading] = useState(0);
  const { draft } = work;
  const counts = useMemo(() => countAll(draft, feeds), [draft, feeds]);
  const broken = useMemo(() => brokenRules(draft, feeds, counts), [draft, feeds, counts]);
  const rules = useApprovalRules();
  const stages = stagesFor(rules.data, draft.feeds, draft.labels);
  const key = useRef<{ body: string; value: string } | null>(null);

  const send = useMutation({
    mutationFn: (action: SendAction) => put(draft, post, action, (body) => {
      // One key per content: pressing again after a lost answer cannot make a second post.
      if (key.current?.body !== body) key.current = { body, value: uniqueKey() };
      return key.current.value;
    }),
    onSuccess: (saved, action) => {
      work.done();
      queries.setQueryData(keys.post(saved.id), saved);
      void queries.invalidateQueries({ queryKey: keys.calendar });
      void queries.invalidateQueries({ queryKey: keys.posts });
      void queries.invalidateQueries({ queryKey: keys.labels });
      const due = dueOf(draft);
      const done = {
        draft: () => t("composer.drafted"),
        save: () => t("composer.changesSaved"),
        submit: () => t("approval.submitted", { stage: stages[0]?.name ?? "" }),
        now: () => t("composer.published", { feeds: draft.feeds.length }),
        schedule: () => t("composer.scheduled", { feeds: draft.feeds.length, when: due === null ? "" : say.moment(due) }),
      }[action]();
      onDone();
      const open = () => {
        // Under the resting pointer it would stay for ever.
        hideToast(shown);
        navigate(`/posts/${saved.id}`);
      };
      const shown = toast(
        <>
          {done}{" "}
          <Anchor component="button" type="button" onClick={open}>{t("app.open")}</Anchor>
        </>,
      );
    },
  });

  const scheduled = post?.state === "SCHEDULED";
  const submitted = post?.state === "SUBMITTED";
  const asked = stages.length > 0;
  const primaryAction: SendAction = asked ? (scheduled || submitted ? "save" : "submit") : draft.when === "now" ? "now" : scheduled ? "save" : "schedule";
  const others: SendAction[] = asked
    ? (scheduled || submitted ? [] : ["draft"])
    : scheduled
    ? (["save", "now"] as SendAction[]).filter((one) => one !== primaryAction)
    : (["schedule", "now", "draft"] as SendAction[]).filter((one) => one !== primaryAction && !(one === "schedule" && draft.when === "now"));

  /** Why an action is off, in one sentence; null when it is on. A draft may be unfinished. */
  const whyOff = (action: SendAction): string | null => {
    if (uploading > 0) return t("rule.uploading");
    if (action === "draft") {
      const first = broken.find((one) => one.key === "rule.empty");
      return first ? t(first.key) : null;
    }
    if (asked && draft.when === "now") return t("approval.needsTime");
    const rules: Broken[] = action === "now" ? broken : [...broken, ...brokenTime({ ...draft, when: "time" }, now)];
    return rules[0] ? t(rules[0].key, rules[0].values) : null;
  };

  const failure = send.error;
  const serverErrors: FeedError[] = failure instanceof Problem ? failure.errors : [];
  const touched = work.savedAt !== null || post !== null;

  return {
    now,
    counts,
    setUploading,
    busy: send.isPending,
    primaryAction,
    others,
    /** What happens before it goes out, where somebody has to be asked. */
    stages: asked ? (post?.approval?.decisions.length ? t("approval.voids") : t("approval.asks", { stages: say.list(stages.map((one) => one.name)) })) : null,
    whyOff,
    /** Sentences for one field: what the client sees itself, then what the server said. */
    problems: (field: Broken["field"]): string[] => {
      const rules = [...broken, ...brokenTime(draft, now)].filter((one) => one.field === field);
      // An untouched form is not wrong yet: the button says what is missing.
      const shown = rules.filter((one) => (one.key !== "rule.noFeed" && one.key !== "rule.empty") || (touched && failure !== null));
      const fromServer = serverErrors
        .filter((one) => fieldOf(one) === field)
        .map((one) => wordFeedError(one, feeds.find((feed) => feed.id === one.feed)?.name ?? one.feed, t));
      return [...new Set([...shown.map((one) => t(one.key, one.values)), ...fromServer])];
    },
    failure: failure && serverErrors.length === 0 ? sayProblem(failure) : failure ? t("problem.post-invalid") : null,
    run: (action: SendAction) => {
      if (!send.isPending && whyOff(action) === null) send.mutate(action);
    },
    primary: () => {
      if (!send.isPending && whyOff(primaryAction) === null) send.mutate(primaryAction);
    },
  };
}

const MEDIA_FAULTS = new Set(["too-many-images", "media-missing", "alt-text-too-long"]);

function fieldOf(error: FeedError): Broken["field"] {
  if (error.type.startsWith("image") || MEDIA_FAULTS.has(error.type)) return "media";
  if (error.type === "setting-unsupported") return "settings";
  return error.type.startsWith("feed") ? "feeds" : "text";
}

async function put(draft: Draft, post: Post | null, action: SendAction, keyFor: (body: string) => string): Promise<Post> {
  const asked: Draft = { ...draft, when: action === "now" ? "now" : "time" };
  const body = bodyOf(asked);
  if (!post) {
    const create = action as PostAction;
    return createPost(body, create, keyFor(JSON.stringify([body, create])));
  }
  const changed = await changePost(post.id, post.version, patchOf(asked, post));
  if (action === "submit") return submitPost(post.id, body.due ?? undefined, body.zone ?? undefined);
  if (action === "now") return publishPostNow(post.id);
  if (action === "schedule" && body.due && body.zone) return schedulePost(post.id, body.due, body.zone);
  return changed;
}
