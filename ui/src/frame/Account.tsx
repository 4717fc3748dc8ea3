import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import { ask, client } from "../api/client";
import { queries } from "../api/queries";
import { Field, submitting } from "../parts/Field";
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
  return (
    <ModalOverlay className="overlay" isOpen onOpenChange={(open) => !open && onClose()} isDismissable>
      <Modal className="modal">
        <Dialog className="dialog" aria-label={user}>
          <form onSubmit={submitting(change)}>
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
              <Field
                id="current"
                label="Current password"
                type="password"
                autoComplete="current-password"
                value={current}
                onChange={setCurrent}
              />
              <Field
                id="fresh"
                label={`New password, at least ${shortest} characters`}
                type="password"
                autoComplete="new-password"
                minLength={shortest}
                maxLength={256}
                value={fresh}
                onChange={setFresh}
              />
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
