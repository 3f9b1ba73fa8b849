package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"gongbao/generator/archive"
	"gongbao/generator/bulletin"
	"gongbao/generator/pages"
	"gongbao/generator/problem"
	"gongbao/generator/settings"
)

// A topic is a part of the reference that `gongbao help NAME` prints. It is made from the tables that the program itself reads, so it
// cannot differ from what the program does.
type topic struct {
	name, short string
	text        func(language string) string // Markdown; language is "en" or "zh"
}

var topics = []topic{
	{"fields", "The fields of front matter", bulletin.Reference},
	{"site", "The settings in site.yaml", settings.Reference},
	{"vocabulary", "The entries of agencies.yaml, topics.yaml and regions.yaml", archive.VocabularyReference},
	{"theme", "How to write a theme", pages.Reference},
}

// helpCommand replaces cobra's help command, which has no topics.
func helpCommand() *cobra.Command {
	help := &cobra.Command{
		Use:   "help [COMMAND | TOPIC]",
		Short: "Help about a command, or the reference",
		Long:  "Help describes a command, as its --help does, or prints a part of the reference.",
		Example: `  gongbao help build
  gongbao help fields --lang zh`,
		ValidArgsFunction: func(c *cobra.Command, args []string, _ string) (names []string, _ cobra.ShellCompDirective) {
			for _, known := range c.Root().Commands() {
				if len(args) == 0 && known.IsAvailableCommand() {
					names = append(names, known.Name()+"\t"+known.Short)
				}
			}
			return names, cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(c *cobra.Command, args []string) error {
			about, rest, err := c.Root().Find(args)
			switch {
			case err != nil || about == c.Root() && len(rest) > 0:
				return noHelp(c, args[0])
			case len(rest) > 0:
				return fmt.Errorf("unexpected %q after gongbao help %s", rest[0], about.Name())
			}
			about.InitDefaultHelpFlag()
			return about.Help()
		},
	}
	for _, t := range topics {
		help.AddCommand(topicCommand(t))
	}
	return help
}

func topicCommand(t topic) *cobra.Command {
	var language string
	c := &cobra.Command{
		Use:   t.name,
		Short: t.short,
		Args:  cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			switch language {
			case "en", "zh", "zh-Hans":
			default:
				return fmt.Errorf("invalid --lang %q: want en or zh", language)
			}
			if _, err := io.WriteString(c.OutOrStdout(), t.text(language)); err != nil {
				return failure{err}
			}
			return nil
		},
	}
	c.Flags().StringVar(&language, "lang", "en", "language of the reference: en or zh")
	return c
}

// noHelp is the error for a name that is neither a command nor a topic.
func noHelp(c *cobra.Command, name string) error {
	var known []string
	for _, other := range c.Root().Commands() {
		known = append(known, other.Name())
	}
	for _, t := range topics {
		known = append(known, t.name)
	}
	if near := problem.Nearest(name, known); near != "" {
		return fmt.Errorf("no command or topic %q; did you mean gongbao help %s?", name, near)
	}
	return fmt.Errorf("no command or topic %q; gongbao help lists them", name)
}
