using Ballast.Core.Orders;

namespace Ballast.Engine.Views;

/// <summary>A fill with its order.</summary>
/// <param name="Order">The order.</param>
/// <param name="Fill">The trade.</param>
public sealed record FillView(OrderView Order, VenueFill Fill);
