import { Button } from "@mantine/core";
import { Plus } from "lucide-react";
import { Link } from "react-router-dom";
import { useFeeds, useOwners } from "../../api/queries";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import { useFeedFilter } from "../../parts/address";
import { Empty, Failure } from "../../parts/Failure";
import { FeedRow } from "./FeedRow";
import classes from "./feeds.module.css";

/** `/feeds`: what the workspace may post to, and how each is doing. */
export default function Feeds() {
  const { t } = useI18n();
  const { may } = useMe();
  const { chosen, clear } = useFeedFilter();
  const feeds = useFeeds();
  const owners = useOwners();
  if (feeds.isError && !feeds.data) return <Failure title={t("feeds.failed")} failure={feeds.error} retry={() => void feeds.refetch()} />;
  const shown = feeds.data?.filter((feed) => chosen.length === 0 || chosen.includes(feed.id));
  const connect = may("OWNER") && (
    <Button component={Link} to="/feeds/connect" leftSection={<Plus size={16} aria-hidden="true" />}>{t("feeds.connect")}</Button>
  );
  const who = !may("OWNER") && owners && owners.length > 0 ? t("feeds.askOwner", { names: owners.join(", ") }) : undefined;
  return (
    <div className={classes.scene}>
      {!shown ? (
        <div aria-busy="true">{Array.from({ length: 7 }, (_, n) => <div key={n} className={classes.shape} />)}</div>
      ) : feeds.data?.length === 0 ? (
        <Empty title={t("feeds.empty")} hint={may("OWNER") ? t("feeds.emptyHint") : who}>{connect}</Empty>
      ) : (
        <>
          <div className={classes.head}>
            <p>{who ?? summary(t, feeds.data!)}</p>
            {connect}
          </div>
          {shown.length === 0 ? (
            <Empty title={t("feeds.emptyFilter")}><Button variant="default" onClick={clear}>{t("nav.feedFilterClear")}</Button></Empty>
          ) : (
            <ul className={classes.list}>{shown.map((feed) => <FeedRow key={feed.id} feed={feed} owners={owners} />)}</ul>
          )}
        </>
      )}
    </div>
  );
}

function summary(t: ReturnType<typeof useI18n>["t"], feeds: { health: string }[]): string {
  const ill = feeds.filter((feed) => feed.health !== "ok").length;
  return ill === 0 ? t("feeds.allWell", { count: feeds.length }) : t("feeds.someIll", { count: feeds.length, ill });
}
