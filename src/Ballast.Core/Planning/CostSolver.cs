namespace Ballast.Core.Planning;

/// <summary>
/// Finds the cost C at which everything adds up: <c>v' = w' (V - C)</c> and <c>C = sum of cost(|v' - v|)</c>. Secant
/// steps; for proportional costs both sides are piecewise linear in C, so that the steps become exact once they are on
/// one piece.
/// </summary>
internal sealed class CostSolver
{
    private const int MaxSteps = 48;
    private const decimal Tolerance = 1e-25m;

    private readonly PlanUniverse universe;
    private readonly DestinationSolver destination;

    /// <summary>For one universe.</summary>
    public CostSolver(PlanUniverse universe, DestinationSolver destination)
    {
        this.universe = universe;
        this.destination = destination;
    }

    /// <summary>Solves; the values are in <see cref="DestinationSolver.After"/>.</summary>
    /// <returns>C.</returns>
    public decimal Solve()
    {
        universe.NoteBounds();
        destination.MarkBreaching(universe.Values, universe.Wealth);
        decimal cost = FindCost();
        while (destination.MarkBreaching(destination.After, universe.Wealth - cost))
        {
            cost = FindCost();
        }

        return cost;
    }

    private decimal FindCost()
    {
        decimal last = 0m;
        decimal lastGap = CostAt(0m);
        decimal most = universe.Wealth / 2m;
        decimal guess = Math.Min(lastGap, most);
        decimal precision = universe.Wealth * Tolerance;
        for (int step = 0; step < MaxSteps && Math.Abs(lastGap) > precision; step++)
        {
            decimal gap = CostAt(guess) - guess;
            decimal slope = gap - lastGap;
            decimal next = slope == 0m ? guess + gap : guess - (gap * (guess - last) / slope);
            (last, lastGap) = (guess, gap);
            guess = next >= 0m && next <= most ? next : Math.Min(guess + gap, most);
        }

        return last;
    }

    private decimal CostAt(decimal guess)
    {
        destination.Solve(universe.Wealth - guess);
        decimal noise = universe.Wealth * PlanUniverse.Noise;
        decimal total = 0m;
        for (int i = 0; i < universe.Count; i++)
        {
            decimal trade = destination.After[i] - universe.Values[i];
            if (i != universe.Quote && Math.Abs(trade) > noise)
            {
                total += trade > 0m ? universe.BuyCurves[i].Total(trade) : universe.SellCurves[i].Total(-trade);
            }
        }

        return total;
    }
}
