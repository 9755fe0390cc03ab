using Ballast.Core.Policies;

namespace Ballast.Core.Planning;

/// <summary>
/// The destination for a given wealth after costs: values that sum to it, each drift clipped to k bands, balanced by
/// water-filling, reached by the least trading. A drift that is not clipped and not needed keeps its value to the last
/// digit.
/// </summary>
/// <remarks>
/// Drifts are those after costs, so that an asset inside its destination does not trade a sliver only because the whole
/// has shrunk. Clipped drifts can always be balanced when nothing binds: targets sum to one, so drifts sum to zero;
/// were the clipped ones above zero in sum, lowering the positive ones to zero would make the sum negative or zero, and
/// the sum falls continuously in between.
/// </remarks>
internal sealed class DestinationSolver
{
    private readonly PlanUniverse universe;
    private readonly Balancer balancer;
    private readonly PlanScope scope;
    private readonly FlowUse flows;
    private readonly decimal share;
    private readonly decimal flow;
    private readonly bool[] breaching;
    private readonly decimal[] start;

    /// <summary>For one universe and request; keeps scratch space.</summary>
    public DestinationSolver(PlanUniverse universe, PlanRequest request)
    {
        this.universe = universe;
        balancer = new Balancer(universe);
        scope = request.Policy.Trade.Scope;
        flows = request.Policy.Trade.Flows;
        flow = flows == FlowUse.Off ? 0m : request.NetFlow.Value;
        share = ShareOf(request.Destination);
        breaching = new bool[universe.Count];
        start = new decimal[universe.Count];
        After = new decimal[universe.Count];
    }

    /// <summary>The values of the last solve.</summary>
    public decimal[] After { get; }

    /// <summary>k: the part of the band that the destination leaves.</summary>
    public static decimal ShareOf(Destination destination) => destination switch
    {
        Destination.Target => 0m,
        Destination.Half => 0.5m,
        Destination.Edge => 1m,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Finds <see cref="After"/> for a wealth after costs.</summary>
    public void Solve(decimal wealth)
    {
        if (flows != FlowUse.Only && scope == PlanScope.Whole && share == 0m && TryTarget(wealth))
        {
            return;
        }

        SetStart(wealth);
        if (flow != 0m || flows == FlowUse.Only)
        {
            UseFlow(wealth);
        }

        if (flows != FlowUse.Only)
        {
            GoToDestination(wealth);
        }

        Read(wealth);
    }

    /// <summary>
    /// Marks who is outside its band for the breaching scope: before costs, and again for what costs alone have pushed
    /// out.
    /// </summary>
    /// <returns>Whether someone new was marked, so that one has to solve again.</returns>
    public bool MarkBreaching(ReadOnlySpan<decimal> values, decimal wealth)
    {
        bool changed = false;
        for (int i = 0; i < universe.Count && scope == PlanScope.Breaching; i++)
        {
            decimal drift = Math.Abs(values[i] - (universe.Targets[i] * wealth));
            if (!breaching[i] && drift > (universe.Bands[i] + PlanUniverse.Noise) * wealth)
            {
                breaching[i] = true;
                changed = true;
            }
        }

        return changed;
    }

    // The whole book to its target, nothing in the way: the common case of backtests, without any clipping.
    private bool TryTarget(decimal wealth)
    {
        decimal rest = wealth;
        bool within = wealth <= universe.Wealth;
        for (int i = 0; i < universe.Count; i++)
        {
            if (i == universe.Quote)
            {
                continue;
            }

            decimal value = universe.Targets[i] * wealth;
            bool free = within && universe.IsRoomy(i);
            if (!free && (value < universe.Floors[i] || value > universe.Ceilings[i]))
            {
                return false;
            }

            After[i] = value;
            rest -= value;
        }

        After[universe.Quote] = rest;
        decimal noise = wealth * PlanUniverse.Noise;
        return rest >= universe.Floors[universe.Quote] - noise && rest <= universe.Ceilings[universe.Quote];
    }

    private void SetStart(decimal wealth)
    {
        for (int i = 0; i < universe.Count; i++)
        {
            start[i] = universe.Values[i] - (universe.Targets[i] * wealth);
            balancer.Offsets[i] = start[i];
            balancer.Eager[i] = true;
        }
    }

    // Money that came in leaves the quote and raises the lowest; money that went out is put back by lowering the
    // highest. Nobody goes the other way, and nobody past the largest ratio there is.
    private void UseFlow(decimal wealth)
    {
        for (int i = 0; i < universe.Count; i++)
        {
            decimal room = universe.LargestRatio * universe.Bands[i] * wealth;
            decimal target = universe.Targets[i] * wealth;
            bool rises = (flow > 0m) != (i == universe.Quote);
            bool bounded = universe.LargestRatio < PlanUniverse.Unbounded;
            decimal floor = universe.Floors[i] - target;
            decimal ceiling = universe.Ceilings[i] - target;
            balancer.Low[i] = rises ? start[i] : Math.Min(start[i], bounded ? Math.Max(floor, -room) : floor);
            balancer.High[i] = rises ? Math.Max(start[i], bounded ? Math.Min(ceiling, room) : ceiling) : start[i];
        }

        balancer.Offsets[universe.Quote] = start[universe.Quote] - flow;
        balancer.Balance(wealth, 0m, PlanScope.Whole);
    }

    private void GoToDestination(decimal wealth)
    {
        decimal ratio = Math.Min(share, universe.LargestRatio);
        for (int i = 0; i < universe.Count; i++)
        {
            bool moves = scope == PlanScope.Whole || breaching[i];
            decimal floor = universe.Floors[i] - (universe.Targets[i] * wealth);
            decimal ceiling = universe.Ceilings[i] - (universe.Targets[i] * wealth);
            decimal width = moves ? ratio * universe.Bands[i] * wealth : Math.Abs(balancer.Offsets[i]);
            decimal low = moves ? -width : balancer.Offsets[i];
            decimal high = moves ? width : balancer.Offsets[i];
            balancer.Low[i] = Math.Min(ceiling, Math.Max(low, floor));
            balancer.High[i] = Math.Max(floor, Math.Min(high, ceiling));
            balancer.Eager[i] = moves;
        }

        balancer.Balance(wealth, Math.Min(1m, universe.LargestRatio), scope);
    }

    private void Read(decimal wealth)
    {
        decimal rest = wealth;
        for (int i = 0; i < universe.Count; i++)
        {
            if (i != universe.Quote)
            {
                After[i] = balancer.Offsets[i] == start[i]
                    ? universe.Values[i]
                    : (universe.Targets[i] * wealth) + balancer.Offsets[i];
                rest -= After[i];
            }
        }

        After[universe.Quote] = rest;
    }
}
