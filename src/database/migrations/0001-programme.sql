-- The card programme: agreements, users, orders, accounts, payments. Money on cards is in the card
-- store only; here is what shall move, and the accounts of the bank that it comes from and goes to.
-- Instants are Unix milliseconds, dates are days in Oslo, amounts are minor units (øre).

-- The card store that this office works on: another one would know none of its cards.
CREATE TABLE office (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  card_store text NOT NULL,
  token_check text NOT NULL,
  made_at_ms bigint NOT NULL
);

-- A subscription of the net bank (nettbankabonnement). A municipality has a main one; those of the
-- social service (sosial) and the refugee service (intro) stand below it.
CREATE TABLE subscription (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  agreement_number text NOT NULL CONSTRAINT subscription_agreement_number UNIQUE CHECK (agreement_number ~ '^[0-9]{1,11}$'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  organisation_number text NOT NULL CHECK (organisation_number ~ '^[0-9]{9}$'),
  programme text NOT NULL CHECK (programme IN ('main', 'sosial', 'intro')),
  main_id integer REFERENCES subscription,
  -- Cards are delivered here, door to door.
  street_address text NOT NULL CHECK (length(street_address) BETWEEN 1 AND 200),
  -- Of the agreement form: PINs are posted here.
  pin_address text NOT NULL CHECK (length(pin_address) BETWEEN 1 AND 200),
  has_kronekort boolean NOT NULL,
  has_kontantkort boolean NOT NULL,
  last_serial integer NOT NULL DEFAULT 0,
  made_at_ms bigint NOT NULL,
  CONSTRAINT subscription_main CHECK ((programme = 'main') = (main_id IS NULL)),
  CONSTRAINT subscription_card_type CHECK (programme = 'main' OR has_kronekort OR has_kontantkort)
);

-- All accounts: those of the bank that pay and get money back, and those of cards.
-- return: charged for orders (tilbakeføringskonto). payer: gets the rest at expiry (sosial: the
-- social-assistance account; intro: the technical account of the agreement). loading: files debit it.
CREATE TABLE account (
  number text PRIMARY KEY CHECK (number ~ '^[0-9]{11}$'),
  subscription_id integer NOT NULL REFERENCES subscription,
  kind text NOT NULL CHECK (kind IN ('return', 'payer', 'loading', 'card')),
  -- Of accounts of the bank; the card store has the balance of cards.
  balance_minor bigint NOT NULL DEFAULT 0,
  CONSTRAINT account_balance CHECK (balance_minor >= 0),
  CONSTRAINT account_card_balance CHECK (kind <> 'card' OR balance_minor = 0)
);
CREATE INDEX account_subscription ON account (subscription_id, kind);
CREATE UNIQUE INDEX account_one_return ON account (subscription_id) WHERE kind = 'return';
CREATE UNIQUE INDEX account_one_payer ON account (subscription_id) WHERE kind = 'payer';

-- Each change of the balance of an account of the bank. Never changed.
CREATE TABLE bank_entry (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_number text NOT NULL REFERENCES account,
  amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
  at_ms bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('opening', 'order', 'load', 'unload', 'expiry', 'returned')),
  -- What it belongs to, such as payment:17: entered once.
  reference text NOT NULL,
  CONSTRAINT bank_entry_once UNIQUE (account_number, kind, reference)
);
CREATE INDEX bank_entry_account ON bank_entry (account_number, id);

CREATE TABLE office_user (
  user_id text PRIMARY KEY CHECK (user_id ~ '^[A-Z0-9]{3,12}$'),
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  -- Undefined for people of the bank.
  national_number text CONSTRAINT office_user_national_number UNIQUE CHECK (national_number ~ '^[0-9]{11}$'),
  is_bank boolean NOT NULL DEFAULT false,
  language text NOT NULL DEFAULT 'nb' CHECK (language IN ('nb', 'en')),
  is_active boolean NOT NULL DEFAULT true,
  made_at_ms bigint NOT NULL,
  CONSTRAINT office_user_person CHECK (is_bank OR national_number IS NOT NULL)
);

-- Code calculators (passordkalkulator). One without a user is free to be used again, unless it is
-- retired: lost, or locked by wrong codes.
CREATE TABLE calculator (
  serial text PRIMARY KEY CHECK (serial ~ '^[0-9]{6,12}$'),
  user_id text REFERENCES office_user,
  -- Encrypted under a key of the key ring.
  sealed_secret bytea NOT NULL,
  posted_at_ms bigint NOT NULL,
  -- Codes are used once: the number of the last one.
  last_counter bigint NOT NULL DEFAULT 0,
  -- In a row.
  wrong_codes integer NOT NULL DEFAULT 0,
  is_retired boolean NOT NULL DEFAULT false,
  CONSTRAINT calculator_retired CHECK (user_id IS NULL OR NOT is_retired)
);
CREATE UNIQUE INDEX calculator_one_each ON calculator (user_id);

-- Administrator and bestiller hold for both card types of a subscription.
CREATE TABLE subscription_user (
  subscription_id integer NOT NULL REFERENCES subscription,
  user_id text NOT NULL REFERENCES office_user,
  is_administrator boolean NOT NULL DEFAULT false,
  is_bestiller boolean NOT NULL DEFAULT false,
  PRIMARY KEY (subscription_id, user_id)
);

-- A role is several users who share rights on accounts (Administrer roller).
CREATE TABLE office_role (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscription_id integer NOT NULL REFERENCES subscription,
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
  may_see boolean NOT NULL,
  may_register boolean NOT NULL,
  -- own: Godkjenne og Godkjenne egne.
  approves text NOT NULL CHECK (approves IN ('none', 'others', 'own')),
  takes_new_accounts boolean NOT NULL DEFAULT true,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT office_role_name UNIQUE (subscription_id, name),
  CONSTRAINT office_role_sees CHECK (may_see OR (NOT may_register AND approves = 'none'))
);
CREATE TABLE role_member (
  role_id integer NOT NULL REFERENCES office_role ON DELETE CASCADE,
  user_id text NOT NULL REFERENCES office_user,
  PRIMARY KEY (role_id, user_id)
);
-- The accounts that are ticked.
CREATE TABLE role_account (
  role_id integer NOT NULL REFERENCES office_role ON DELETE CASCADE,
  account_number text NOT NULL REFERENCES account,
  PRIMARY KEY (role_id, account_number)
);
CREATE INDEX role_account_account ON role_account (account_number);

-- Messages of administrators to the bank: users in and out.
CREATE TABLE user_message (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscription_id integer NOT NULL REFERENCES subscription,
  sent_by text NOT NULL REFERENCES office_user,
  sent_at_ms bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('add', 'remove')),
  user_name text NOT NULL,
  -- Cleared by the answer: the number of a user is in office_user.
  national_number text,
  user_id text,
  calculator_serial text,
  status text NOT NULL CHECK (status IN ('received', 'done', 'refused')),
  answer text NOT NULL DEFAULT ''
);

-- Service agreements (tjenesteavtale): administrator and bestiller in and out, signed by the
-- district director.
CREATE TABLE service_agreement (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscription_id integer NOT NULL REFERENCES subscription,
  made_at_ms bigint NOT NULL,
  signed_by text NOT NULL DEFAULT '',
  received_at_ms bigint,
  status text NOT NULL CHECK (status IN ('sent', 'carriedOut', 'refused'))
);
CREATE TABLE service_agreement_line (
  agreement_id integer NOT NULL REFERENCES service_agreement,
  line integer NOT NULL,
  direction text NOT NULL CHECK (direction IN ('in', 'out')),
  role text NOT NULL CHECK (role IN ('administrator', 'bestiller')),
  user_name text NOT NULL,
  user_id text,
  -- Cleared when the agreement is carried out.
  national_number text,
  PRIMARY KEY (agreement_id, line)
);

CREATE TABLE card_order (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscription_id integer NOT NULL REFERENCES subscription,
  card_type text NOT NULL CHECK (card_type IN ('kronekort', 'kontantkort')),
  cards integer NOT NULL CHECK (cards IN (20, 50, 100, 200, 300, 400, 500)),
  ordered_by text NOT NULL REFERENCES office_user,
  ordered_at_ms bigint NOT NULL,
  ordered_on date NOT NULL,
  -- What of the day is used up; null when a cancelled order frees it.
  day_used date,
  return_account text NOT NULL REFERENCES account,
  delivered_to text NOT NULL,
  status text NOT NULL CHECK (status IN ('registered', 'ordered', 'accountsReceived', 'pinOrdered', 'cancelled')),
  status_at_ms bigint NOT NULL,
  -- How often the production of its PINs was begun: one that was overtaken ends nothing.
  pin_runs integer NOT NULL DEFAULT 0,
  pins_produced_at_ms bigint,
  CONSTRAINT card_order_one_a_day UNIQUE (subscription_id, day_used),
  CONSTRAINT card_order_pins CHECK (pins_produced_at_ms IS NULL OR status = 'pinOrdered')
);

-- One card for each account (R5).
CREATE TABLE card_account (
  number text PRIMARY KEY REFERENCES account,
  subscription_id integer NOT NULL REFERENCES subscription,
  order_id integer NOT NULL REFERENCES card_order,
  card_type text NOT NULL CHECK (card_type IN ('kronekort', 'kontantkort')),
  serial integer NOT NULL CHECK (serial > 0),
  -- Kontonavn: the serial such as L0001 until it is named.
  name text NOT NULL CHECK (length(name) BETWEEN 1 AND 140),
  client_id text,
  -- Why the holder gets a card (R1).
  reason text CHECK (reason IN ('noAccount', 'temporarilyNoAccess', 'socialSupport', 'introProgramme')),
  card_token text NOT NULL CONSTRAINT card_account_token UNIQUE CHECK (card_token ~ '^[0-9a-f]{32}$'),
  masked_pan text NOT NULL CHECK (masked_pan !~ '[0-9]{12}'),
  -- The PAN, encrypted under a key of the key ring; PIN production needs it.
  sealed_pan bytea NOT NULL,
  expiry text NOT NULL CHECK (expiry ~ '^[0-9]{4}$'),
  -- The first instant at which the card is no longer valid.
  expires_at_ms bigint NOT NULL,
  pin_produced_at_ms bigint,
  mailer_opened_at_ms bigint,
  handed_out_at_ms bigint,
  declaration_signed_at_ms bigint,
  -- tapt and mistet are the words of the handbook.
  mark text CHECK (mark IN ('tapt', 'mistet')),
  replaced_by text REFERENCES card_account,
  -- What the card store shall have; settled when it has been told. A start tells the rest.
  card_status text NOT NULL DEFAULT 'inactive' CHECK (card_status IN ('active', 'inactive', 'blocked', 'lost', 'stolen', 'closed')),
  card_status_settled boolean NOT NULL DEFAULT true,
  -- active → expired (the rest goes back) → closed; or active → closed by a letter.
  state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'expired', 'closed')),
  closed_at_ms bigint,
  version integer NOT NULL DEFAULT 1,
  CONSTRAINT card_account_serial UNIQUE (subscription_id, serial),
  CONSTRAINT card_account_named CHECK (client_id IS NULL OR handed_out_at_ms IS NOT NULL),
  CONSTRAINT card_account_pin_first CHECK (handed_out_at_ms IS NULL OR pin_produced_at_ms IS NOT NULL),
  CONSTRAINT card_account_closed CHECK ((state = 'closed') = (closed_at_ms IS NOT NULL))
);
CREATE INDEX card_account_order ON card_account (order_id);
CREATE INDEX card_account_unsettled ON card_account (number) WHERE NOT card_status_settled;
CREATE INDEX card_account_expiry ON card_account (expires_at_ms) WHERE state <> 'closed';

-- A replacement takes the place of one account.
CREATE UNIQUE INDEX card_account_replaced_by ON card_account (replaced_by);

-- A card or PIN that was lost (tap): reported once; the mark and the replacement are in card_account.
CREATE TABLE card_loss (
  account_number text PRIMARY KEY REFERENCES card_account,
  what text NOT NULL CHECK (what IN ('card', 'pin')),
  reported_by text NOT NULL REFERENCES office_user,
  reported_at_ms bigint NOT NULL,
  -- The rest is moved and the access dropped: nothing is left to do.
  finished_at_ms bigint
);
CREATE INDEX card_loss_open ON card_loss (account_number) WHERE finished_at_ms IS NULL;

-- A file of payments (pain.001), as it was received.
CREATE TABLE payment_file (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscription_id integer NOT NULL REFERENCES subscription,
  msg_id text NOT NULL CHECK (length(msg_id) BETWEEN 1 AND 35),
  message_name text NOT NULL,
  uploaded_by text NOT NULL REFERENCES office_user,
  uploaded_at_ms bigint NOT NULL,
  sha256 text NOT NULL,
  payments integer NOT NULL,
  sum_minor bigint NOT NULL,
  CONSTRAINT payment_file_msg_id UNIQUE (subscription_id, msg_id)
);
-- One PmtInf: debited in one sum, approved as one.
CREATE TABLE payment_batch (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  file_id integer NOT NULL REFERENCES payment_file,
  position integer NOT NULL,
  pmt_inf_id text NOT NULL,
  -- Empty when the file has none that is an account number.
  debtor_account text NOT NULL,
  requested_on date,
  -- Set by the second approval.
  execute_on date,
  payments integer NOT NULL,
  sum_minor bigint NOT NULL,
  -- Those of them that were not refused: what is approved and debited.
  accepted integer NOT NULL,
  accepted_minor bigint NOT NULL CHECK (accepted_minor >= 0),
  -- registered → approved (by two) → executed, or rejected.
  status text NOT NULL CHECK (status IN ('registered', 'approved', 'executed', 'rejected')),
  -- Of ISO 20022; reason and reason_fill (JSON) make the sentence.
  reason_code text NOT NULL DEFAULT '',
  reason text NOT NULL DEFAULT '',
  reason_fill text NOT NULL DEFAULT '',
  approved_at_ms bigint,
  executed_at_ms bigint,
  -- The day on which the debtor account lacked funds.
  lacked_funds_on date,
  UNIQUE (file_id, position),
  CONSTRAINT payment_batch_date CHECK (requested_on IS NOT NULL OR status = 'rejected'),
  CONSTRAINT payment_batch_approved CHECK (status NOT IN ('approved', 'executed') OR (approved_at_ms IS NOT NULL AND execute_on IS NOT NULL))
);
CREATE INDEX payment_batch_due ON payment_batch (execute_on) WHERE status = 'approved';
CREATE TABLE payment (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  batch_id integer NOT NULL REFERENCES payment_batch,
  position integer NOT NULL,
  instruction_id text NOT NULL DEFAULT '',
  end_to_end_id text NOT NULL,
  creditor_account text NOT NULL,
  creditor_name text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor >= 0),
  remittance text NOT NULL DEFAULT '',
  -- registered → moving (in the outbox) → paid, or rejected, or returned to the debtor.
  status text NOT NULL CHECK (status IN ('registered', 'moving', 'paid', 'rejected', 'returned')),
  reason_code text NOT NULL DEFAULT '',
  reason text NOT NULL DEFAULT '',
  reason_fill text NOT NULL DEFAULT '',
  UNIQUE (batch_id, position)
);

-- An internal transfer (Internoverføring): between two cards, or from a card back to the bank.
CREATE TABLE transfer (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscription_id integer NOT NULL REFERENCES subscription,
  from_account text NOT NULL REFERENCES account,
  to_account text NOT NULL REFERENCES account,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  -- The whole balance: the amount is set anew by the second approval.
  is_all boolean NOT NULL DEFAULT false,
  registered_by text NOT NULL REFERENCES office_user,
  registered_at_ms bigint NOT NULL,
  -- registered → moving (by two) → done; refused when no money moved, or it went back.
  status text NOT NULL CHECK (status IN ('registered', 'moving', 'done', 'refused')),
  reason text NOT NULL DEFAULT '',
  CONSTRAINT transfer_other_account CHECK (from_account <> to_account)
);

-- Who approved what. Two different people: the key says so.
CREATE TABLE approval (
  subject text NOT NULL CHECK (subject IN ('batch', 'transfer')),
  subject_id integer NOT NULL,
  user_id text NOT NULL REFERENCES office_user,
  at_ms bigint NOT NULL,
  ordinal integer NOT NULL CHECK (ordinal IN (1, 2)),
  CONSTRAINT approval_other_person PRIMARY KEY (subject, subject_id, user_id),
  CONSTRAINT approval_ordinal UNIQUE (subject, subject_id, ordinal)
);

-- The outbox: money that shall move on a card, each once, by a key that the card store keeps.
CREATE TABLE money_move (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  move_key text NOT NULL CONSTRAINT money_move_key UNIQUE,
  account_number text NOT NULL REFERENCES card_account,
  -- Below 0: taken off the card.
  amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
  -- payment:ID, transfer:ID or expiry:ACCOUNT.
  subject text NOT NULL,
  state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'done', 'refused')),
  reason text NOT NULL DEFAULT '',
  made_at_ms bigint NOT NULL,
  settled_at_ms bigint
);
CREATE INDEX money_move_pending ON money_move (id) WHERE state = 'pending';
CREATE INDEX money_move_account ON money_move (account_number, state);

-- Letters that ask the bank to close accounts.
CREATE TABLE closing_letter (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  subscription_id integer NOT NULL REFERENCES subscription,
  signed_by text NOT NULL REFERENCES office_user,
  sent_at_ms bigint NOT NULL
);
CREATE TABLE closing_letter_line (
  letter_id integer NOT NULL REFERENCES closing_letter,
  account_number text NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('closed', 'refused')),
  reason text NOT NULL DEFAULT '',
  PRIMARY KEY (letter_id, account_number)
);

-- What the clock does at most once a day, and when it did it last.
CREATE TABLE daily_job (
  name text PRIMARY KEY,
  ran_at_ms bigint NOT NULL
);

CREATE TABLE audit (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at_ms bigint NOT NULL,
  -- Undefined: the clock.
  user_id text,
  subscription_id integer,
  action text NOT NULL,
  subject text NOT NULL DEFAULT '',
  detail text NOT NULL DEFAULT ''
);
CREATE INDEX audit_subscription ON audit (subscription_id, id);
