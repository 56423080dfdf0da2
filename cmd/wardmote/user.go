package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/wardmote/wardmote/internal/core/access"
	"github.com/wardmote/wardmote/internal/core/account"
	"github.com/wardmote/wardmote/internal/core/credential"
	"github.com/wardmote/wardmote/internal/program"
)

type userCommand struct {
	Add userAddCommand `cmd:"" help:"Add an account with one post. The password is read from standard input and must be changed at the first sign-in."`
}

type userAddCommand struct {
	place
	Username string   `arg:"" help:"User name."`
	Name     string   `required:"" help:"Name as it is shown."`
	Email    string   `help:"E-mail address."`
	Role     string   `required:"" help:"Role of the pack, such as administrator."`
	Body     string   `required:"" help:"Body of the pack at which the post is held."`
	Team     string   `help:"Team of the pack."`
	Areas    []string `help:"Codes of wards or ids of area groups."`
}

// Run adds the account.
func (c *userAddCommand) Run(ctx context.Context) (err error) {
	fmt.Fprint(os.Stderr, "Password: ")
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	password := credential.NormalPassword(strings.TrimRight(line, "\r\n"))
	if password == "" {
		return fmt.Errorf("no password was given on standard input: %w", err)
	}
	if err := credential.CheckPassword(password, c.Username, c.Name); err != nil {
		return err
	}
	p, err := program.Open(ctx, c.config(false))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, p.Close()) }()
	hasher, err := credential.NewHasher(credential.DefaultParams, 1)
	if err != nil {
		return err
	}
	hash, err := hasher.Hash(ctx, password)
	if err != nil {
		return err
	}
	_, err = p.Accounts.Add(ctx, access.System("wardmote user add"), account.Account{Username: c.Username, Name: c.Name, Email: c.Email, Password: hash, MustChange: true},
		[]access.Post{{Role: c.Role, Body: c.Body, Team: c.Team, Areas: c.Areas}})
	return err
}
