import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import { ask, client } from "../api/client";
import { queries } from "../api/queries";
import { ErrorNote } from "../parts/Notes";
import { Person } from "../parts/Person";

const shortest = 8;

/** Who one is here, what one may do, and one's password. */
export function Account({ user, roles, onClose }: { user: string; roles: string[]; onClose: () => void }) {
  const cache = useQueryClient();
  const [current, setCurrent] = useState("");
  const [fresh, setFresh] = useState("");
  const change = useMutation({
    mutationFn: () =>
      ask(client.PUT("/api/v1/account/password", { body: { currentPassword: current, newPassword: fresh } })),
    onSuccess: () => cache.setQueryData(queries.who().queryKey, { loggedIn: false }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!change.isPending) {
      change.mutate();
    }
  };
  return (
    <ModalOverlay className="overlay" isOpen onOpenChange={(open) => !open && onClose()} isDismissable>
      <Modal className="modal">
        <Dialog className="dialog" aria-label={user}>
          <form onSubmit={submit}>
            <header>
              <h2 className="line">
                <Person name={user} />
              </h2>
            </header>
            <div className="body stack">
              <p className="meta">
                {roles.length === 0 ? "No role: an admin has to give you one." : `May act as ${roles.join(", ")}.`}
              </p>
              <h3>Change the password</h3>
              {change.error && <ErrorNote error={change.error} />}
              <input type="text" name="username" autoComplete="username" value={user} readOnly hidden />
              <div className="field">
                <label htmlFor="current">Current password</label>
                <input
                  id="current"
                  type="password"
                  autoComplete="current-password"
                  value={current}
                  onChange={(event) => setCurrent(event.target.value)}
                  required
                />
              </div>
              <div className="field">
                <label htmlFor="fresh">New password, at least {shortest} characters</label>
                <input
                  id="fresh"
                  type="password"
                  autoComplete="new-password"
                  minLength={shortest}
                  maxLength={256}
                  value={fresh}
                  onChange={(event) => setFresh(event.target.value)}
                  required
                />
              </div>
              <p className="meta">You sign in again afterwards: all your sessions and API tokens end.</p>
            </div>
            <footer>
              <button type="button" className="button" onClick={onClose}>
                Cancel
              </button>
              <button type="submit" className="button primary" aria-disabled={change.isPending}>
                {change.isPending ? "Changing…" : "Change password"}
              </button>
            </footer>
          </form>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
