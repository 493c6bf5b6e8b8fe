using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.ExceptionServices;
using ObjectTree.Model.Values;

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
        Name = NameRules.CheckName(
            method.GetCustomAttribute<WireNameAttribute>()?.Name ?? NameRules.CamelCase(method.Name), "method name");
        if (!method.IsPublic || method.IsGenericMethodDefinition || method.IsStatic)
            throw Refused("it has to be public, and neither generic nor static");
        foreach (var parameter in _parameters)
        {
            if (parameter.ParameterType != typeof(Caller) && !ValueConverters.Supports(parameter.ParameterType))
                throw Refused($"its parameter '{parameter.Name}' is of type {parameter.ParameterType}, which cannot travel");
        }
        if (method.ReturnType != typeof(void) && !ValueConverters.Supports(method.ReturnType))
            throw Refused($"it returns {method.ReturnType}, which cannot travel");
    }

    public string Name { get; }

    /// <exception cref="OperationRejectedException">The arguments do not fit.</exception>
    public Value Invoke(SObject target, Caller caller, ImmutableArray<Value> arguments)
    {
        var prepared = Prepare(caller, arguments);
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
        return result is null ? Value.Null : ValueConverters.ToValue(_method.ReturnType, result);
    }

    private object?[] Prepare(Caller caller, ImmutableArray<Value> arguments)
    {
        if (arguments.Length != _arguments)
            throw Invalid($"'{Name}' takes {_arguments} arguments, not {arguments.Length}.");
        var prepared = new object?[_parameters.Length];
        var next = 0;
        for (var i = 0; i < prepared.Length; i++)
            prepared[i] = _parameters[i].ParameterType == typeof(Caller) ? caller : Convert(_parameters[i], arguments[next++]);
        return prepared;
    }

    private object? Convert(ParameterInfo parameter, Value argument)
    {
        try
        {
            return ValueConverters.FromValue(parameter.ParameterType, argument);
        }
        catch (Exception exception) when (exception is InvalidCastException or OverflowException)
        {
            throw Invalid($"The argument '{parameter.Name}' of '{Name}' has to be {parameter.ParameterType.Name}.");
        }
    }

    private static OperationRejectedException Invalid(string reason) => new(RejectionCodes.Validation, reason);

    private NotSupportedException Refused(string why) =>
        new($"{_method.DeclaringType}.{_method.Name} cannot be [ClientCallable]: {why}.");
}
