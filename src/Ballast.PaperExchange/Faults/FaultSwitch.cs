using Ballast.PaperExchange.Seeds;

namespace Ballast.PaperExchange.Faults;

/// <summary>
/// The faults that are on, switchable while the exchange runs. Draws come from its own seed, so a run can be repeated.
/// </summary>
public sealed class FaultSwitch(ulong seed)
{
    private readonly Lock gate = new();
    private readonly SeededRandom random = new(seed);
    private readonly List<FaultRule> rules = [];

    /// <summary>What is on now, with the hits that are left.</summary>
    public IReadOnlyList<FaultRule> Rules
    {
        get
        {
            lock (gate)
            {
                return [.. rules];
            }
        }
    }

    /// <summary>Adds rules to those that are on.</summary>
    public void Add(params IReadOnlyList<FaultRule> added)
    {
        lock (gate)
        {
            rules.AddRange(added);
        }
    }

    /// <summary>Turns everything off.</summary>
    public void Clear()
    {
        lock (gate)
        {
            rules.Clear();
        }
    }

    /// <summary>
    /// The rule of a kind that is on, without a draw and without using it up; for states rather than events.
    /// </summary>
    /// <param name="kind">Which fault.</param>
    /// <param name="market">The market or stream it must apply to; empty where it does not matter.</param>
    public FaultRule? Standing(FaultKind kind, string market)
    {
        lock (gate)
        {
            return rules.Find(rule => rule.Kind == kind && AppliesTo(rule, market));
        }
    }

    /// <summary>Draws for a fault that only one kind of request can meet: the rule's own scope does not
    /// matter.</summary>
    public FaultRule? Draw(FaultKind kind) => Draw(rule => rule.Kind == kind);

    /// <summary>Draws for one event of a stream that the rule may be restricted to.</summary>
    public FaultRule? DrawFor(FaultKind kind, string stream) =>
        Draw(rule => rule.Kind == kind && AppliesTo(rule, stream));

    /// <summary>Draws for one request: the rule that hits it, used up by one, or <see langword="null"/>.</summary>
    public FaultRule? Draw(FaultKind kind, RequestScope request) =>
        Draw(rule => rule.Kind == kind && (rule.On == request || rule.On == RequestScope.All));

    private FaultRule? Draw(Predicate<FaultRule> isMeant)
    {
        lock (gate)
        {
            for (int i = 0; i < rules.Count; i++)
            {
                FaultRule rule = rules[i];
                if (!isMeant(rule) || (rule.Probability < 1.0 && random.NextFraction() >= rule.Probability))
                {
                    continue;
                }

                UseUp(i, rule);
                return rule;
            }

            return null;
        }
    }

    private void UseUp(int index, FaultRule rule)
    {
        if (rule.Times is not { } times)
        {
            return;
        }

        if (times <= 1)
        {
            rules.RemoveAt(index);
        }
        else
        {
            rules[index] = rule with { Times = times - 1 };
        }
    }

    private static bool AppliesTo(FaultRule rule, string market) =>
        market.Length == 0 || rule.Text.Length == 0 || string.Equals(rule.Text, market, StringComparison.Ordinal);
}
