using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Ballast.Engine.Ports;
using NodaTime.Text;

namespace Ballast.Adapters.Notify;

/// <summary>Messages that go out together.</summary>
/// <param name="Messages">At least one, in the order in which they were said.</param>
/// <param name="Dropped">How many more there were that no room was left for.</param>
public sealed record NotifyLetter(ImmutableArray<NotifyMessage> Messages, int Dropped)
{
    private static readonly InstantPattern Time = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm:ss'Z'");

    /// <summary>The most urgent of its messages.</summary>
    public Severity Severity => Messages.Max(message => message.Severity);

    /// <summary>One line.</summary>
    public string Subject => Messages is [{ } only]
        ? $"Ballast {Word(Severity)}: {only.Message.Code}"
        : string.Create(CultureInfo.InvariantCulture, $"Ballast {Word(Severity)}: {Messages.Length} messages");

    /// <summary>A line for each message.</summary>
    public string Text
    {
        get
        {
            StringBuilder text = new();
            foreach (NotifyMessage message in Messages)
            {
                text.Append(CultureInfo.InvariantCulture, $"{Time.Format(message.At)} {Word(message.Severity)} ")
                    .Append(CultureInfo.InvariantCulture, $"{message.Message.Code}: {message.Message.Sentence}\n");
            }

            if (Dropped > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"and {Dropped} more, see the log\n");
            }

            return text.ToString().TrimEnd('\n');
        }
    }

    /// <summary>The text, cut to a length with a word that it was cut.</summary>
    /// <param name="most">In UTF-16 units; at least 20.</param>
    public string TextUpTo(int most)
    {
        const string Cut = "\n(cut)";
        string text = Text;
        if (text.Length <= most)
        {
            return text;
        }

        // Not through the middle of a pair.
        int end = most - Cut.Length;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + Cut;
    }

    /// <summary>A severity as settings and messages write it.</summary>
    public static string Word(Severity severity) => severity switch
    {
        Severity.Info => "info",
        Severity.Warning => "warning",
        Severity.Urgent => "urgent",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
