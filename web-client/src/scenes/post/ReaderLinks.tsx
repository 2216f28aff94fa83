import { Button, Checkbox, CopyButton, Modal, Select, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link2 } from "lucide-react";
import { useState } from "react";
import { fetchLinks, makeLink, revokeLink } from "../../api/outside";
import { keys, useNames } from "../../api/queries";
import { useI18n } from "../../i18n";
import type { Post } from "../../models/post";
import stages from "../../parts/stages.module.css";
import { toast } from "../../parts/toast";
import classes from "./links.module.css";

const HOURS = ["24", "72", "168", "336"];

/** Links with which somebody without an account sees the post, and may decide the stage that waits. */
export function ReaderLinks({ post }: { post: Post }) {
  const { t, say, sayProblem } = useI18n();
  const queries = useQueryClient();
  const nameOf = useNames();
  const [opened, setOpened] = useState(false);
  const links = useQuery({ queryKey: keys.links(post.id), queryFn: () => fetchLinks(post.id) });
  const revoke = useMutation({
    mutationFn: (id: string) => revokeLink(post.id, id),
    onSuccess: () => toast(t("link.revoked")),
    onError: (failure) => toast(sayProblem(failure), "problem"),
    onSettled: () => void queries.invalidateQueries({ queryKey: keys.links(post.id) }),
  });
  const waits = post.approval?.waiting !== null && post.approval?.waiting !== undefined;
  const all = links.data ?? [];
  if (!waits && all.length === 0) return null;
  return (
    <div className={classes.links}>
      {all.length > 0 && (
        <ul>
          {all.map((one) => (
            <li key={one.id} data-over={one.over ?? undefined}>
              <Link2 size={16} aria-hidden="true" />
              <span>
                <strong>{one.decides ? t("link.decides", { stage: one.decides }) : t("link.shows")}</strong>
                <span>
                  {t("link.of", { name: nameOf(one.by) ?? t("approval.somebody"), time: say.moment(one.at) })}{" "}
                  {one.over ? t(`link.over.${one.over}`) : t("link.until", { time: say.moment(one.expires) })}{" "}
                  {one.usedAt && t("link.used", { time: say.moment(one.usedAt) })}
                </span>
              </span>
              {!one.over && <Button variant="default" size="xs" loading={revoke.isPending && revoke.variables === one.id} onClick={() => revoke.mutate(one.id)}>{t("link.revoke")}</Button>}
            </li>
          ))}
        </ul>
      )}
      {waits && <Button variant="default" size="xs" leftSection={<Link2 size={14} aria-hidden="true" />} onClick={() => setOpened(true)}>{t("link.make")}</Button>}
      {opened && <MakeDialog post={post} onClose={() => setOpened(false)} />}
    </div>
  );
}

function MakeDialog({ post, onClose }: { post: Post; onClose: () => void }) {
  const { t, sayProblem } = useI18n();
  const queries = useQueryClient();
  const [decides, setDecides] = useState(post.approval?.mine ?? false);
  const [hours, setHours] = useState("72");
  const make = useMutation({
    mutationFn: () => makeLink(post.id, decides, Number(hours)),
    onSuccess: () => void queries.invalidateQueries({ queryKey: keys.links(post.id) }),
  });
  const address = make.data ? window.location.origin + make.data.path : "";
  const stage = post.approval?.stages[post.approval.waiting ?? 0]?.name ?? "";
  return (
    <Modal opened onClose={onClose} title={t("link.make")} centered size="lg" closeButtonProps={{ "aria-label": t("app.close") }}>
      {make.data ? (
        <>
          <p className={stages.ask}>{t("link.once")}</p>
          <div className={classes.made}>
            <TextInput label={t("link.address")} value={address} readOnly onFocus={(event) => event.currentTarget.select()} data-autofocus />
            <CopyButton value={address}>{({ copied, copy }) => <Button onClick={copy}>{t(copied ? "link.copied" : "link.copy")}</Button>}</CopyButton>
          </div>
        </>
      ) : (
        <div className={classes.form}>
          <p className={stages.ask}>{t("link.means")}</p>
          <Checkbox label={t("link.mayDecide", { stage })} description={t(post.approval?.mine ? "link.mayDecideHint" : "link.mayNotDecide")} checked={decides} disabled={!post.approval?.mine} onChange={(event) => setDecides(event.currentTarget.checked)} />
          <Select label={t("link.good")} value={hours} allowDeselect={false} data={HOURS.map((one) => ({ value: one, label: t("link.days", { count: Number(one) / 24 }) }))} onChange={(next) => next && setHours(next)} />
          {make.isError && <p className={stages.problem} role="alert">{sayProblem(make.error)}</p>}
        </div>
      )}
      <div className={stages.modalActions}>
        <Button variant="default" onClick={onClose}>{t(make.data ? "app.close" : "app.cancel")}</Button>
        {!make.data && <Button loading={make.isPending} onClick={() => make.mutate()}>{t("link.make")}</Button>}
      </div>
    </Modal>
  );
}
