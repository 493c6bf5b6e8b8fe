using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.ExceptionServices;
using ObjectTree.Model.Values;
using ObjectTree.Model;

namespace ObjectTree.Types;

/// <summary>A method that clients may call.</summary>
internal sealed class CallableMethod
{
    private readonly MethodInfo _method;
    private readonly ParameterInfo[] _parameters;
    private readonly int _arguments;

    public CallableMethod(MethodInfo method)
    {
        _method = method;
        _parameters = method.GetParameters();
        _arguments = _parameters.Count(parameter => parameter.ParameterType != typeof(Caller));
        Name = NameRules.CheckName(WireName.Of(method), "method name");
        Policy = method.GetCustomAttribute<ClientCallableAttribute>()?.Policy;
        if (!method.IsPublic || method.IsGenericMethodDefinition || method.IsStatic)
            throw Refused("it has to be public, and neither generic nor static");
        foreach (var parameter in _parameters)
        {
            if (parameter.ParameterType != typeof(Caller) && ValueConverters.WhyNot(parameter.ParameterType) is { } why)
                throw Refused($"its parameter '{parameter.Name}': {why}");
        }
        if (method.ReturnType != typeof(void) && ValueConverters.WhyNot(method.ReturnType) is { } whyNot)
            throw Refused($"its result: {whyNot}");
    }

    public string Name { get; }

    /// <summary>Null: everybody may call it.</summary>
    public string? Policy { get; }

    /// <summary>The types of its arguments and of its result.</summary>
    public IEnumerable<Type> Types =>
        _parameters.Select(parameter => parameter.ParameterType).Append(_method.ReturnType)
            .Where(type => type != typeof(Caller) && type != typeof(void));

    /// <exception cref="OperationRejectedException">The arguments do not fit.</exception>
    public Value Invoke(SObject target, Caller caller, ImmutableArray<Value> arguments)
    {
        var prepared = Prepare(target, caller, arguments);
        object? result;
        try
        {
            result = _method.Invoke(target, prepared);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is not null)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException);
            throw;
        }
        return result is null ? Value.Null : ValueConverters.ToValue(_method.ReturnType, result, target);
    }

    private object?[] Prepare(SObject target, Caller caller, ImmutableArray<Value> arguments)
    {
        if (arguments.Length != _arguments)
            throw Invalid($"'{Name}' takes {_arguments} arguments, not {arguments.Length}.");
        var prepared = new object?[_parameters.Length];
        var next = 0;
        for (var i = 0; i < prepared.Length; i++)
            prepared[i] = _parameters[i].ParameterType == typeof(Caller) ? caller : Convert(target, _parameters[i], arguments[next++]);
        return prepared;
    }

    private object? Convert(SObject target, ParameterInfo parameter, Value argument)
    {
        try
        {
            return ValueConverters.FromValue(parameter.ParameterType, argument, target);
        }
        catch (Exception exception) when (exception is InvalidCastException or OverflowException or ArgumentException)
        {
            throw Invalid($"The argument '{parameter.Name}' of '{Name}' has to be {parameter.ParameterType.Name}.");
        }
    }

    private static OperationRejectedException Invalid(string reason) => new(RejectionCodes.Validation, reason);

    private NotSupportedException Refused(string why) =>
        new($"{_method.DeclaringType}.{_method.Name} cannot be [ClientCallable]: {why}.");
}
