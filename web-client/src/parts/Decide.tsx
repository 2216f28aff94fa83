import { Button, Checkbox, Modal, Radio, Select, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, CircleSlash2, Send, type LucideIcon } from "lucide-react";
import { useState } from "react";
import { resolveDelivery, type Verdict } from "../api/deliveries";
import { keys } from "../api/queries";
import { useMe } from "../frame/session";
import { useI18n } from "../i18n";
import { asLink, placeTyped, readsAlike, type Evidence } from "../models/needs";
import type { DeliveryStory } from "../models/post";
import classes from "./decide.module.css";
import { platformName } from "./PlatformBadge";
import { SeenPost } from "./SeenThere";
import { toast } from "./toast";
import { uniqueKey } from "./uniqueKey";
import { useNow } from "./useNow";
import { useReturnFocus } from "./useReturnFocus";

type Choice = Verdict["choice"];
const CHOICES: { choice: Choice; icon: LucideIcon }[] = [
  { choice: "live", icon: CircleCheck },
  { choice: "again", icon: Send },
  { choice: "drop", icon: CircleSlash2 },
];

type Props = { story: DeliveryStory; evidence: Evidence; feed: string };

/** The three ways out of a review, each with what it does; those who may not decide read who may. */
export function Decide({ story, evidence, feed }: Props) {
  const { t } = useI18n();
  const { may } = useMe();
  const [asking, setAsking] = useState<Choice | null>(null);
  const platform = platformName(story.platform);
  if (!may("MANAGER")) return <p className={classes.others}>{t("decide.managers")}</p>;
  return (
    <div className={classes.choices} role="group" aria-label={t("decide.what")}>
      {CHOICES.map(({ choice, icon: Icon }) => (
        <button key={choice} type="button" className={classes.choice} data-choice={choice} onClick={() => setAsking(choice)}>
          <strong><Icon size={16} aria-hidden="true" /><span>{t(`decide.${choice}`)}</span></strong>
          <span>{t(`decide.${choice}Means`, { platform })}</span>
        </button>
      ))}
      {asking && <Confirm key={asking} choice={asking} story={story} evidence={evidence} feed={feed} onClose={() => setAsking(null)} />}
    </div>
  );
}

const MINUTES = ["15", "60", "240", "720"] as const;
const OTHER = "other";

function Confirm({ choice, story, evidence, feed, onClose }: Props & { choice: Choice; onClose: () => void }) {
  const { t, say, sayProblem } = useI18n();
  const queries = useQueryClient();
  useReturnFocus();
  const now = useNow(15_000);
  const places = evidence.seen.map((one) => asLink(one.link) ?? one.platformId);
  // Only what reads like it is offered as the answer; anything else has to be picked.
  const [picked, pick] = useState<string>(places.length === 0 ? OTHER : places.length === 1 && readsAlike(story, evidence.seen[0]!) ? places[0]! : "");
  const [typed, setTyped] = useState("");
  const [minutes, setMinutes] = useState<string>("15");
  const [looked, setLooked] = useState(false);
  const [key, setKey] = useState(uniqueKey);
  const platform = platformName(story.platform);
  const act = useMutation({
    mutationFn: (verdict: Verdict) => resolveDelivery(story.id, verdict, key),
    onSuccess: (after) => {
      queries.setQueryData(keys.delivery(story.id), after);
      toast(t(`decide.${choice}Done`));
      onClose();
    },
    onSettled: () => {
      // The next one may say something else, and is then another request.
      setKey(uniqueKey());
      for (const stale of [keys.needs, keys.calendar, keys.posts, keys.post(story.post), keys.delivery(story.id)]) void queries.invalidateQueries({ queryKey: stale });
    },
  });
  const place = picked === OTHER ? placeTyped(typed) : picked;
  const ready = choice === "drop" || (choice === "live" ? place !== "" : looked);
  const send = () => {
    if (!ready || act.isPending) return;
    if (choice === "live") act.mutate({ choice, link: place });
    else if (choice === "again") act.mutate({ choice, notAfter: new Date(Date.now() + Number(minutes) * 60_000).toISOString() });
    else act.mutate({ choice });
  };
  return (
    <Modal opened onClose={onClose} title={t(`decide.${choice}Title`, { feed })} size="lg" centered closeButtonProps={{ "aria-label": t("app.close") }}>
      <form onSubmit={(event) => { event.preventDefault(); send(); }}>
        <p className={classes.ask}>{t(`decide.${choice}Ask`, { platform, feed })}</p>
        {choice === "live" && (
          <>
            {places.length > 0 && (
              <Radio.Group label={t("decide.which")} value={picked} onChange={pick}>
                <div className={classes.picks}>
                  {evidence.seen.map((one, n) => (
                    <div key={one.platformId} className={classes.pick}>
                      <Radio value={places[n]!} aria-label={t("decide.candidate", { number: n + 1 })} />
                      <div><SeenPost one={one} text={story.text} platform={story.platform} /></div>
                    </div>
                  ))}
                  <Radio value={OTHER} label={t("decide.another")} />
                </div>
              </Radio.Group>
            )}
            {picked === OTHER && (
              <TextInput label={t("decide.place")} description={t("decide.placeHint", { platform })} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} autoComplete="off" spellCheck={false} data-autofocus={places.length === 0 || undefined} />
            )}
          </>
        )}
        {choice === "again" && (
          <>
            <Select
              label={t("decide.until")}
              description={t("decide.untilMeans")}
              data={MINUTES.map((one) => ({ value: one, label: t(`decide.until${one}`, { time: say.moment(now + Number(one) * 60_000) }) }))}
              value={minutes}
              onChange={(next) => next && setMinutes(next)}
              allowDeselect={false}
            />
            <Checkbox mt="md" checked={looked} onChange={(event) => setLooked(event.currentTarget.checked)} label={t("decide.looked", { feed })} />
          </>
        )}
        {act.isError && <p className={classes.problem} role="alert">{sayProblem(act.error)}</p>}
        <div className={classes.modalActions}>
          {!ready && <span>{t(choice === "live" ? "decide.placeNeeded" : "decide.lookNeeded")}</span>}
          <Button variant="default" onClick={onClose} data-autofocus={choice === "drop" || undefined}>{t("app.cancel")}</Button>
          <Button type="submit" color={choice === "live" ? undefined : "red.8"} disabled={!ready} loading={act.isPending}>{t(`decide.${choice}Confirm`)}</Button>
        </div>
      </form>
    </Modal>
  );
}
