using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace Ballast.Server.Problems;

/// <summary>
/// Refuses query parameters that the operation does not know or cannot read: one that is misspelt and ignored answers
/// another question than was asked.
/// </summary>
internal sealed class QueryGuard
{
    private readonly RequestDelegate next;

    /// <summary>Stands behind routing and before the operation.</summary>
    public QueryGuard(RequestDelegate next) => this.next = next;

    /// <summary>Refuses or passes on.</summary>
    public Task InvokeAsync(HttpContext context) =>
        context.GetEndpoint() is { } endpoint && Fault(endpoint, context.Request) is { } fault
            ? Problem.BadRequest(fault.Code, fault.Detail).ExecuteAsync(context)
            : next(context);

    private static (string Code, string Detail)? Fault(Endpoint endpoint, HttpRequest request)
    {
        IParameterBindingMetadata[] known = [.. endpoint.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
            .Where(parameter => IsQuery(parameter, request))];
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues values) in request.Query)
        {
            if (known.FirstOrDefault(parameter => parameter.Name == name) is not { } parameter)
            {
                string names = known.Length == 0
                    ? "takes none"
                    : $"takes {string.Join(", ", known.Select(each => each.Name))}";
                return ("parameter-unknown", $"there is no parameter '{name}' here; this address {names}");
            }

            if (values.Count != 1)
            {
                return ("parameter-repeated", $"'{name}' is there {values.Count} times; give it once");
            }

            Type type = parameter.ParameterInfo.ParameterType;
            Type kind = Nullable.GetUnderlyingType(type) ?? type;
            if (kind != typeof(string) && !TypeDescriptor.GetConverter(kind).IsValid(values[0]!))
            {
                return ("parameter-malformed", $"{name} is '{values[0]}'; it takes a whole number");
            }
        }

        return null;
    }

    private static bool IsQuery(IParameterBindingMetadata parameter, HttpRequest request)
    {
        Type kind = Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType)
            ?? parameter.ParameterInfo.ParameterType;
        return (kind == typeof(string) || kind == typeof(int) || kind == typeof(long))
            && parameter.ParameterInfo.GetCustomAttribute<FromHeaderAttribute>() is null
            && !request.RouteValues.ContainsKey(parameter.Name);
    }
}
