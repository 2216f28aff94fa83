import { Button } from "@mantine/core";
import { ArrowLeft, KeyRound } from "lucide-react";
import { useState } from "react";
import { Link, useSearchParams } from "react-router-dom";
import { useFeeds, useOwners, usePlatforms, useReach } from "../../api/queries";
import { useMe } from "../../frame/session";
import { useI18n } from "../../i18n";
import { typedHere } from "../../models/connect";
import { Empty, Failure } from "../../parts/Failure";
import classes from "./connect.module.css";
import { OfferRow } from "./OfferRow";
import { TokenDialog } from "./TokenDialog";

/** `/feeds/connect`: every platform and what connecting it takes; with `again=` the one feed to connect again. */
export default function Connect() {
  const { t } = useI18n();
  const { may } = useMe();
  const [search] = useSearchParams();
  const feeds = useFeeds();
  const platforms = usePlatforms();
  const owners = useOwners();
  const reach = useReach(may("OWNER"));
  const [byToken, setByToken] = useState(false);

  if (!may("OWNER")) {
    return (
      <div className={classes.scene}>
        <Empty title={t("connect.ownersOnly")} hint={owners?.length ? t("feeds.askOwner", { names: owners.join(", ") }) : undefined}>
          <Button component={Link} to="/feeds" variant="default">{t("connect.toFeeds")}</Button>
        </Empty>
      </div>
    );
  }
  if (platforms.isError && !platforms.data) {
    return <Failure title={t("connect.failed")} failure={platforms.error} retry={() => void platforms.refetch()} />;
  }
  if (search.has("again") && feeds.isError && !feeds.data) {
    return <Failure title={t("feeds.failed")} failure={feeds.error} retry={() => void feeds.refetch()} />;
  }
  const again = feeds.data?.find((feed) => feed.id === search.get("again"));
  const waiting = !platforms.data || (search.has("again") && !feeds.data);
  const offers = platforms.data?.filter((one) => one.connect && (!again || one.id === again.platform));
  return (
    <div className={classes.scene}>
      <div className={classes.column}>
        <Link to="/feeds" className={classes.back}><ArrowLeft size={16} aria-hidden="true" /> {t("nav.feeds")}</Link>
        <h2>{again ? t("connect.titleAgain", { feed: again.name }) : t("connect.title")}</h2>
        <p className={classes.lead}>
          {again ? t("connect.leadAgain", { account: again.account }) : t(feeds.data?.length === 0 ? "connect.leadFirst" : "connect.lead")}
        </p>
        {waiting ? (
          <div aria-busy="true" aria-label={t("app.loading")}>{Array.from({ length: 7 }, (_, n) => <div key={n} className={classes.shape} />)}</div>
        ) : (
          <ul className={classes.offers}>
            {offers?.map((offer) => (
              <OfferRow
                key={offer.id}
                offer={offer}
                again={again}
                reach={reach.data}
                connected={feeds.data?.filter((feed) => feed.platform === offer.id).length ?? 0}
              />
            ))}
          </ul>
        )}
        {!waiting && offers?.some((one) => !typedHere(one)) && (
          <p className={classes.advanced}>
            <button type="button" className={classes.textButton} onClick={() => setByToken(true)}>
              <KeyRound size={14} aria-hidden="true" /> {t("connect.byToken")}
            </button>
          </p>
        )}
      </div>
      <TokenDialog opened={byToken} onClose={() => setByToken(false)} offers={offers ?? []} first={again?.platform} />
    </div>
  );
}
