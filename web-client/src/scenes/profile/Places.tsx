import { Button } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { endOtherPlaces, endPlace, fetchPlaces } from "../../api/people";
import { keys } from "../../api/queries";
import { useI18n } from "../../i18n";
import { readAgent, type Place } from "../../models/people";
import { Failure } from "../../parts/Failure";
import { toast } from "../../parts/toast";
import classes from "./profile.module.css";

/** Where one is signed in, and the way out of each. */
export function Places() {
  const { t, sayProblem } = useI18n();
  const queries = useQueryClient();
  const places = useQuery({ queryKey: keys.places, queryFn: fetchPlaces, staleTime: 0 });
  const settled = () => queries.invalidateQueries({ queryKey: keys.places });
  const end = useMutation({ mutationFn: endPlace, onError: (failure) => toast(sayProblem(failure), "problem"), onSettled: settled });
  const all = useMutation({
    mutationFn: endOtherPlaces,
    onSuccess: () => toast(t("places.endedAll")),
    onError: (failure) => toast(sayProblem(failure), "problem"),
    onSettled: settled,
  });
  return (
    <section aria-labelledby="profile-places">
      <h2 id="profile-places">{t("places.title")}</h2>
      {places.isError && !places.data ? (
        <Failure title={t("places.failed")} failure={places.error} retry={() => void places.refetch()} />
      ) : !places.data ? (
        <div className={classes.shape} aria-busy="true" />
      ) : (
        <>
          <ul className={classes.places}>
            {places.data.map((one) => (
              <li key={one.id}>
                <What place={one} />
                {!one.current && (
                  <Button size="xs" variant="default" loading={end.isPending && end.variables === one.id} onClick={() => end.mutate(one.id)}>{t("places.end")}</Button>
                )}
              </li>
            ))}
          </ul>
          {places.data.length > 1 && <Button variant="default" loading={all.isPending} onClick={() => all.mutate()}>{t("places.endAll")}</Button>}
        </>
      )}
    </section>
  );
}

function What({ place }: { place: Place }) {
  const { t, say } = useI18n();
  const { browser, system } = readAgent(place.agent);
  const name = browser && system ? t("places.on", { browser, system }) : browser ?? system ?? t("places.unknown");
  return (
    <div>
      <strong>{name}</strong>
      <span>
        {place.current ? t("places.here") : t("places.lastUsed", { ago: say.relative(place.lastUsed) })} · {place.address} · {t("places.ends", { time: say.moment(place.ends) })}
      </span>
    </div>
  );
}
