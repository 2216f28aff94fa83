import { Button } from "@mantine/core";
import { Check, X } from "lucide-react";
import { useState } from "react";
import type { Verdict } from "../../api/approvals";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import type { Post } from "../../models/post";
import { Stages } from "../../parts/Stages";
import stages from "../../parts/stages.module.css";
import { VerdictDialog } from "../../parts/Verdict";
import { ReaderLinks } from "./ReaderLinks";

/** The stages of a post, and what the one who is signed in may say to it. */
export function ApprovalPart({ post }: { post: Post }) {
  const { t } = useI18n();
  const { may } = useMe();
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const approval = post.approval!;
  return (
    <>
      <h2>{t("approval.stages")}</h2>
      <Stages approval={approval} />
      {approval.mine && (
        <div className={stages.acts}>
          <Button size="xs" leftSection={<Check size={14} aria-hidden="true" />} onClick={() => setVerdict("approve")}>{t("approval.approve")}</Button>
          <Button size="xs" variant="default" leftSection={<X size={14} aria-hidden="true" />} onClick={() => setVerdict("reject")}>{t("approval.reject")}</Button>
        </div>
      )}
      {(approval.whyNot === "OWN_WORK" || approval.whyNot === "DECIDED_BEFORE") && <p className={stages.why}>{t(`approval.whyNot.${approval.whyNot}`)}</p>}
      {may("EDITOR") && <ReaderLinks post={post} />}
      {verdict && <VerdictDialog post={post} verdict={verdict} onClose={() => setVerdict(null)} />}
    </>
  );
}
