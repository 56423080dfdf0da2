package change

import (
	"fmt"

	"github.com/wardmote/wardmote/internal/core/record"
)

// Digested says of the messages to an account that waited for its digest that they went with it.
func (u *Unit) Digested(account string) error {
	_, err := u.r.Exec("UPDATE message SET state = $1, why = $2 WHERE whom = $3 AND addressee = $4 AND state = $5", record.MessageInside,
		fmt.Sprintf("It was counted in the digest of %s", u.r.Moment.Date().Words()), record.ToAccount, account, record.MessageDigested)
	return err
}
